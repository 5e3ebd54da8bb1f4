using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Messages that are kept to be sent later.</summary>
internal sealed class SchedulingMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.getScheduledHistory", call => List(call, Kept(call)));
        table.Add("messages.getScheduledMessages", call => List(call, Named(call)));
        table.Add("messages.sendScheduledMessages", call => End(call, message => world.Scheduling.Send(message, call.Session)));
        table.Add("messages.deleteScheduledMessages", call => End(call, message => world.Scheduling.Remove(message, call.Session)));
    }

    private List<Message> Kept(CallContext call)
    {
        var chat = peers.Chat(call.Query.Object("peer"), call.Caller);
        return [.. call.Caller.Mailbox.Scheduled.Where(message => message.Chat == chat)];
    }

    private List<Message> Named(CallContext call) => [.. Kept(call).Where(message => call.Query.Ints("id").Contains(message.IdFor(call.Caller)))];

    private TlObject List(CallContext call, IReadOnlyList<Message> messages) => PeerCollector.Attach(
        new TlObject("messages.messages") { ["messages"] = messages.Select(message => MessageView.Render(message, call.Caller)).ToArray() },
        call.Caller,
        world);

    private TlObject End(CallContext call, Action<Message> end)
    {
        var messages = Named(call);
        messages.ForEach(end);
        return world.Publisher.Wrap(call.Caller, [.. messages.Select(Scheduling.Gone)]);
    }
}
