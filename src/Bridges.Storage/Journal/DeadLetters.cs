namespace Bridges.Storage;

/// <summary>Rows that were given up: listed, brought back, dropped. The lanes of those that come back hear of it by <see cref="Journal.Missed"/>.</summary>
public sealed class DeadLetters(Journal journal)
{
    /// <summary>As many as anybody reads; the others are brought back and dropped all the same.</summary>
    public const int MostListed = 1000;

    private const int Slice = 500;

    /// <summary>The oldest.</summary>
    public Task<IReadOnlyList<JournalRow>> ListAsync(CancellationToken cancellationToken) => journal.DeadAsync(afterId: 0, MostListed, cancellationToken);

    /// <summary>Brings back all for which a condition holds.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReviveAsync(Func<JournalRow, bool> which, CancellationToken cancellationToken)
    {
        var revived = 0;
        var last = 0L;
        while (await journal.DeadAsync(last, Slice, cancellationToken) is { Count: > 0 } slice)
        {
            last = slice[^1].Id;
            revived += await journal.ReviveAsync([.. slice.Where(which)], cancellationToken);
        }

        return revived;
    }

    /// <returns>False where it is no dead letter.</returns>
    public async Task<bool> ReviveAsync(long id, CancellationToken cancellationToken) =>
        await journal.FindAsync(id, cancellationToken) is { State: JournalState.Dead } row
        && await journal.ReviveAsync([row], cancellationToken) > 0;

    /// <summary>Gives up for good all that are dead now, if they are as many as whoever wants that has seen.</summary>
    /// <param name="expected">How many they are to be.</param>
    /// <returns>How many there were. They are dropped only where that is what was expected.</returns>
    public async Task<int> DropAllAsync(int expected, CancellationToken cancellationToken)
    {
        var (count, newest) = await journal.CountDeadAsync(cancellationToken);
        if (count > 0 && count == expected)
        {
            await journal.DropDeadAsync(newest + 1, cancellationToken);
        }

        return count;
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) => (await journal.CountDeadAsync(cancellationToken)).Count;

    /// <summary>Gives one up for good.</summary>
    /// <returns>False where it is no dead letter.</returns>
    public async Task<bool> DropAsync(long id, CancellationToken cancellationToken) => await journal.DropAsync(id, cancellationToken);
}
