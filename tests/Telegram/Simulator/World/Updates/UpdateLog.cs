using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.World;

/// <summary>All changes of one person's mailbox, or of one channel, by their counter ("pts", core.telegram.org/api/updates).</summary>
internal sealed class UpdateLog
{
    private readonly List<LoggedUpdate> updates = [];
    private readonly List<TimedUpdate> timed = [];

    public int Pts { get; private set; } = 1;

    public LoggedUpdate Append(LoggedChange change, int count = 1)
    {
        Pts += count;
        var update = new LoggedUpdate(change, Pts, count);
        updates.Add(update);
        return update;
    }

    public void Append(int date, TlObject update) => timed.Add(new TimedUpdate(date, update));

    /// <summary>The change that brought a message.</summary>
    public LoggedUpdate FindAdded(Message message) => updates.FindLast(update => update.Change is LoggedChange.MessageAdded added && added.Message == message)
        ?? throw new InvalidOperationException("the message was never logged here");

    /// <summary>At most <paramref name="limit"/> changes that come after a counter value.</summary>
    public IReadOnlyList<LoggedUpdate> After(int pts, int limit)
    {
        var first = updates.Count;
        while (first > 0 && updates[first - 1].Pts > pts)
        {
            first--;
        }

        return updates.GetRange(first, Math.Min(limit, updates.Count - first));
    }

    public IReadOnlyList<TlObject> Since(int date)
    {
        var first = timed.Count;
        while (first > 0 && timed[first - 1].Date >= date)
        {
            first--;
        }

        return [.. timed.Skip(first).Select(update => update.Update)];
    }
}
