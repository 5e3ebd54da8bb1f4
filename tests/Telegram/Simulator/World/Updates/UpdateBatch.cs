using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>What one act changes, for whom. Logged at once, pushed together when the act is complete.</summary>
internal sealed class UpdateBatch(WorldState world, Publisher publisher)
{
    private readonly Dictionary<Person, List<Func<TlObject>>> updates = [];

    /// <summary>A change of a person's mailbox.</summary>
    public LoggedUpdate AddLogged(Person viewer, LoggedChange change, int count = 1)
    {
        var logged = viewer.Log.Append(change, count);
        Add(viewer, () => UpdateView.Render(logged, viewer));
        return logged;
    }

    /// <summary>A change of a channel, for all its members.</summary>
    public LoggedUpdate AddLogged(Channel channel, LoggedChange change, int count = 1)
    {
        var logged = channel.Append(change, count);
        foreach (var viewer in channel.Audience)
        {
            Add(viewer, () => UpdateView.Render(logged, viewer));
        }

        return logged;
    }

    /// <summary>A change of a message, for all who have it.</summary>
    public void AddEdited(Message message)
    {
        var change = new LoggedChange.MessageEdited(message);
        if (message.Chat is Channel channel)
        {
            AddLogged(channel, change);
            return;
        }

        foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
        {
            AddLogged(viewer, change);
        }
    }

    /// <summary>A change without a counter that a client should still learn of later.</summary>
    public void AddTimed(Person viewer, TlObject update)
    {
        viewer.Log.Append(world.Date, update);
        Add(viewer, () => update);
    }

    public void Publish(Session? origin)
    {
        foreach (var (viewer, items) in updates)
        {
            publisher.Push(viewer, () => Render(items), origin);
        }
    }

    /// <summary>The same updates for the client that caused them.</summary>
    public IReadOnlyList<TlObject> For(Person viewer) => updates.TryGetValue(viewer, out var items) ? Render(items) : [];

    private static List<TlObject> Render(List<Func<TlObject>> items) => [.. items.Select(item => item())];

    private void Add(Person viewer, Func<TlObject> update)
    {
        if (!updates.TryGetValue(viewer, out var items))
        {
            updates[viewer] = items = [];
        }

        items.Add(update);
    }
}
