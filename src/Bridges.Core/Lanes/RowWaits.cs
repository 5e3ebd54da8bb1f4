using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>Waits for one row of another lane.</summary>
internal sealed class RowWaits(Journal journal, Database database, RowEnds ends, TimeProvider time)
{
    /// <summary>How long a row waits for one that it refers to; then it goes on as well as it can.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a row has ended, for whatever reason.</summary>
    /// <param name="waiting">The row that waits: never for itself, nor for one behind it in its own lane.</param>
    /// <returns>False where it has not ended within the limit.</returns>
    public async Task<bool> WaitAsync(JournalRow waiting, Func<Task<JournalRow?>> find, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (await find() is not { IsPending: true } awaited || awaited.Id == waiting.Id || (awaited.Lane == waiting.Lane && awaited.Id > waiting.Id))
        {
            return true;
        }

        return await EndAsync(awaited.Id, limit, cancellationToken);
    }

    /// <summary>Waits until a row has ended, for whatever reason; for whoever is no row.</summary>
    /// <returns>False where it has not ended within the limit.</returns>
    public async Task<bool> EndAsync(long row, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var end = ends.Await(row);
        if (await journal.FindAsync(row, cancellationToken) is not { IsPending: true })
        {
            return true;
        }

        database.Hurry();
        try
        {
            await end.Told.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
