using Bridges.Telegram.Simulator.Faults;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Pushes updates to the clients that are connected.</summary>
internal sealed class Publisher(WorldState world, SessionDirectory sessions, FaultPlan faults)
{
    public UpdateBatch NewBatch() => new(world, this);

    /// <summary>Tells every client of a person, except the one that caused it and has its answer.</summary>
    public void Push(Person viewer, Func<IReadOnlyList<TlObject>> render, Session? origin)
    {
        var receivers = sessions.ReceivingUpdatesOf(viewer);
        if (faults.LosePushes || receivers.All(session => session == origin))
        {
            return;
        }

        var updates = Wrap(viewer, render());
        foreach (var session in receivers.Where(session => session != origin))
        {
            session.Push(updates);
        }
    }

    /// <summary>Tells every client of a person something that is of no interest later.</summary>
    public void PushTransient(Person viewer, TlObject update)
    {
        if (faults.LosePushes)
        {
            return;
        }

        foreach (var session in sessions.ReceivingUpdatesOf(viewer))
        {
            session.Push(new TlObject("updateShort") { ["update"] = update, ["date"] = world.Date });
        }
    }

    /// <summary>Tells a person's clients to ask for the difference.</summary>
    public void PushTooLong(Person viewer)
    {
        foreach (var session in sessions.ReceivingUpdatesOf(viewer))
        {
            session.Push(new TlObject("updatesTooLong"));
        }
    }

    public TlObject Wrap(Person viewer, IReadOnlyList<TlObject> updates) => PeerCollector.Attach(
        new TlObject("updates") { ["updates"] = updates, ["date"] = world.Date },
        viewer,
        world);
}
