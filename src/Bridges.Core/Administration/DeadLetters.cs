using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Administration;

/// <summary>Rows that were given up: listed, brought back, dropped.</summary>
internal sealed class DeadLetters(Database database, Journal journal, LaneSignals lanes, TimeProvider time)
{
    private const int MaxListed = 1000;

    public Task<IReadOnlyList<JournalRow>> ListAsync(CancellationToken cancellationToken) =>
        journal.DeadAsync(network: null, MaxListed, cancellationToken);

    /// <returns>How many were brought back.</returns>
    public async Task<int> ReviveAsync(Func<JournalRow, bool> which, CancellationToken cancellationToken)
    {
        var rows = (await ListAsync(cancellationToken)).Where(which).ToArray();
        foreach (var row in rows)
        {
            await database.WriteAsync([Journal.Revive(row.Id, time.GetUtcNow().ToUnixTimeMilliseconds())], cancellationToken: cancellationToken);
            lanes.Wake(row.Lane);
        }

        return rows.Length;
    }

    /// <returns>How many were dropped.</returns>
    public async Task<int> DropAsync(Func<JournalRow, bool> which, CancellationToken cancellationToken)
    {
        var rows = (await ListAsync(cancellationToken)).Where(which).ToArray();
        foreach (var row in rows)
        {
            await database.WriteAsync([Journal.Done(row.Id, time.GetUtcNow().ToUnixTimeMilliseconds())], cancellationToken: cancellationToken);
        }

        return rows.Length;
    }
}
