using Bridges.Core.FromMatrix.Groups;
using Bridges.Core.Status;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>What follows where something from Matrix did not get through: its author is told, and what the room shows of it is set back.</summary>
internal sealed class OutgoingFailures(DeliveryReports reports, ReturnedChanges returned)
{
    public async Task FailedAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        await reports.FailedAsync(row, reason, cancellationToken);
        await returned.ReturnAsync(row, cancellationToken);
    }

    public Task DelayedAsync(JournalRow row, string reason, CancellationToken cancellationToken) => reports.DelayedAsync(row, reason, cancellationToken);
}
