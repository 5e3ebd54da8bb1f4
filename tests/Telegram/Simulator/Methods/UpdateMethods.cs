using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>How a client catches up (core.telegram.org/api/updates).</summary>
internal sealed class UpdateMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    private const int LargestDifference = 500;

    public void AddTo(MethodTable table)
    {
        table.Add("updates.getState", call => State(call.Caller, call.Caller.Log.Pts));
        table.Add("updates.getDifference", Difference);
        table.Add("updates.getChannelDifference", ChannelDifference);
    }

    public TlObject State(Person person, int pts) => new("updates.state") { ["pts"] = pts, ["qts"] = 1, ["date"] = world.Date, ["seq"] = 1 };

    private static List<TlObject> NewMessages(IReadOnlyList<LoggedUpdate> updates, Person viewer) =>
    [
        .. updates.Select(update => update.Change).OfType<LoggedChange.MessageAdded>()
            .Where(added => added.Message.IsVisibleTo(viewer))
            .Select(added => MessageView.Render(added.Message, viewer)),
    ];

    private static IEnumerable<TlObject> Others(IReadOnlyList<LoggedUpdate> updates, Person viewer) =>
        updates.Where(update => update.Change is not LoggedChange.MessageAdded).Select(update => UpdateView.Render(update, viewer));

    private TlObject Difference(CallContext call)
    {
        var viewer = call.Caller;
        var logged = viewer.Log.After(call.Query.Int("pts"), LargestDifference);
        var reached = logged.Count == 0 ? viewer.Log.Pts : logged[^1].Pts;
        var since = call.Query.Int("date");
        var timed = reached < viewer.Log.Pts ? [] : viewer.Log.Since(since).Concat(ChannelsBehind(viewer, since)).ToList();
        if (logged.Count == 0 && timed.Count == 0)
        {
            return new TlObject("updates.differenceEmpty") { ["date"] = world.Date, ["seq"] = 1 };
        }

        var isLast = reached == viewer.Log.Pts;
        var difference = new TlObject(isLast ? "updates.difference" : "updates.differenceSlice")
        {
            ["new_messages"] = NewMessages(logged, viewer),
            ["other_updates"] = Others(logged, viewer).Concat(timed).ToArray(),
            [isLast ? "state" : "intermediate_state"] = State(viewer, reached),
        };
        return PeerCollector.Attach(difference, viewer, world);
    }

    private IEnumerable<TlObject> ChannelsBehind(Person viewer, int since) => world.Chats.ChannelsOf(viewer)
        .Where(channel => channel.LastChange >= since)
        .Select(UpdateView.ChannelBehind);

    /// <summary>A client that is too far behind gets the last message, and is to ask for the history.</summary>
    private TlObject TooLong(Channel channel, Person viewer)
    {
        var answer = new TlObject("updates.channelDifferenceTooLong")
        {
            ["final"] = true,
            ["dialog"] = DialogView.Render(channel, viewer),
            ["messages"] = channel.LastVisibleTo(viewer) is { } last ? new[] { MessageView.Render(last, viewer) } : [],
        };
        return PeerCollector.Attach(answer, viewer, world);
    }

    private TlObject ChannelDifference(CallContext call)
    {
        var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
        var limit = Math.Clamp(call.Query.Int("limit"), 1, LargestDifference);
        if (!call.Caller.IsBot && channel.Log.Pts - call.Query.Int("pts") > limit)
        {
            return TooLong(channel, call.Caller);
        }

        var logged = channel.Log.After(call.Query.Int("pts"), limit);
        var reached = logged.Count == 0 ? channel.Log.Pts : logged[^1].Pts;
        if (logged.Count == 0)
        {
            return new TlObject("updates.channelDifferenceEmpty") { ["final"] = true, ["pts"] = reached };
        }

        var difference = new TlObject("updates.channelDifference")
        {
            ["final"] = reached == channel.Log.Pts,
            ["pts"] = reached,
            ["new_messages"] = NewMessages(logged, call.Caller),
            ["other_updates"] = Others(logged, call.Caller).ToArray(),
        };
        return PeerCollector.Attach(difference, call.Caller, world);
    }
}
