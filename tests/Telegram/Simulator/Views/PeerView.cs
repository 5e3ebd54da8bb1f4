using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>How chats and people are named on the wire.</summary>
internal static class PeerView
{
    public static TlObject Of(Person person) => new("peerUser") { ["user_id"] = person.Id };

    public static TlObject Of(Chat chat, Person viewer) => chat switch
    {
        PrivateChat direct => Of(direct.Other(viewer)),
        BasicGroup => new TlObject("peerChat") { ["chat_id"] = chat.Id },
        _ => new TlObject("peerChannel") { ["channel_id"] = chat.Id },
    };
}
