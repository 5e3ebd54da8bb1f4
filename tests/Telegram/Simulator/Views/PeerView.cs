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

    /// <summary>How clients order chats of the same second; a page of the chat list must end where they think it ends.</summary>
    public static long RankOf(Chat chat, Person viewer) => chat switch
    {
        PrivateChat direct => direct.Other(viewer).Id,
        BasicGroup => -chat.Id,
        _ => -1_000_000_000_000 - chat.Id,
    };
}
