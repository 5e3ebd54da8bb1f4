using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Read receipts and typing.</summary>
internal sealed class ReadingMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.readHistory", ReadHistory);
        table.Add("channels.readHistory", ReadChannelHistory);
        table.Add("messages.readMessageContents", Open);
        table.Add("channels.readMessageContents", _ => TlObject.Bool(true));
        table.Add("messages.setTyping", SetTyping);
    }

    private static TlObject Affected(Person caller, int count) =>
        new("messages.affectedMessages") { ["pts"] = caller.Log.Pts, ["pts_count"] = count };

    private TlObject Open(CallContext call)
    {
        var messages = call.Query.Ints("id").Select(call.Caller.Mailbox.Find).OfType<Message>().ToList();
        world.MediaChanges.Open(call.Caller, messages, call.Session);
        return Affected(call.Caller, messages.Count);
    }

    private TlObject ReadHistory(CallContext call)
    {
        var chat = peers.Chat(call.Query.Object("peer"), call.Caller);
        return Affected(call.Caller, world.Reading.ReadUpTo(call.Caller, chat, call.Query.Int("max_id"), call.Session));
    }

    private TlObject ReadChannelHistory(CallContext call)
    {
        var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
        world.Reading.ReadUpTo(call.Caller, channel, call.Query.Int("max_id"), call.Session);
        return TlObject.Bool(true);
    }

    private TlObject SetTyping(CallContext call)
    {
        var chat = peers.Chat(call.Query.Object("peer"), call.Caller);
        var isTyping = call.Query.Object("action").Name != "sendMessageCancelAction";
        return TlObject.Bool(world.Reading.Type(call.Caller, chat, isTyping));
    }
}
