using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>How a person keeps a chat: muted, in the archive.</summary>
internal static class KeepingView
{
    public const int ArchiveFolder = 1;

    public static TlObject Notifications(Chat? chat, Person viewer) => new("peerNotifySettings")
    {
        ["mute_until"] = chat is not null && viewer.Mutes.TryGetValue(chat, out var until) ? until : null,
    };

    public static int? Folder(Chat? chat, Person viewer) => chat is not null && viewer.Archive.Contains(chat) ? ArchiveFolder : null;
}
