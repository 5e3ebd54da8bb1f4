using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Pinned messages.</summary>
internal sealed class PinMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.updatePinnedMessage", Update);
        table.Add("messages.unpinAllMessages", UnpinAll);
        table.Add("messages.search", Search);
    }

    private TlObject Update(CallContext call)
    {
        var query = call.Query;
        var message = PeerReader.Message(peers.Chat(query.Object("peer"), call.Caller), query.Int("id"), call.Caller);
        var updates = world.Pinning.Pin(call.Caller, message, !query.Flag("unpin"), query.Flag("silent"), call.Session);
        return world.Publisher.Wrap(call.Caller, updates.For(call.Caller));
    }

    private TlObject UnpinAll(CallContext call)
    {
        world.Pinning.UnpinAll(call.Caller, peers.Chat(call.Query.Object("peer"), call.Caller), origin: null);
        return new TlObject("messages.affectedHistory") { ["pts"] = call.Caller.Log.Pts, ["pts_count"] = 0 };
    }

    /// <summary>Of all searches the one that a list of pinned messages needs.</summary>
    private TlObject Search(CallContext call)
    {
        if (call.Query.Object("filter").Name != "inputMessagesFilterPinned")
        {
            throw RpcException.BadRequest("FILTER_NOT_SUPPORTED");
        }

        var viewer = call.Caller;
        var chat = peers.Chat(call.Query.Object("peer"), viewer);
        var from = call.Query.Int("offset_id");
        var found = chat.AllMessages
            .Where(message => message.IsPinned && message.IsVisibleTo(viewer) && (from == 0 || message.IdFor(viewer) < from))
            .Reverse()
            .Take(Math.Clamp(call.Query.Int("limit"), 1, 100))
            .Select(message => MessageView.Render(message, viewer))
            .ToArray();
        var answer = chat is Channel channel
            ? new TlObject("messages.channelMessages") { ["pts"] = channel.Log.Pts, ["count"] = found.Length, ["messages"] = found }
            : new TlObject("messages.messages") { ["messages"] = found };
        return PeerCollector.Attach(answer, viewer, world);
    }
}
