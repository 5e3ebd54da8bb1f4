using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>The link into a group, and who asks to be let in, which its administrators see.</summary>
internal static class InviteView
{
    /// <summary>Null where there is none, or not for the viewer.</summary>
    public static TlObject? Of(GroupChat chat, Person viewer) => chat.InviteLink.Length > 0 && chat.MemberFor(viewer)?.IsAdmin == true
        ? new TlObject("chatInviteExported")
        {
            ["permanent"] = true,
            ["link"] = chat.InviteLink,
            ["admin_id"] = viewer.Id,
            ["date"] = (int)chat.Created.ToUnixTimeSeconds(),
        }
        : null;

    /// <summary>Null where nobody does, or not for the viewer.</summary>
    public static IReadOnlyList<long>? AskingFor(GroupChat chat, Person viewer) =>
        chat.Asking.Count > 0 && chat.MemberFor(viewer)?.IsAdmin == true ? [.. chat.Asking.Keys.Select(person => person.Id)] : null;
}
