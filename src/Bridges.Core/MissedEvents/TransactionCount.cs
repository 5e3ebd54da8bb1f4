using System.Globalization;

namespace Bridges.Core.MissedEvents;

/// <summary>Synapse counts the transactions, those to other bridges among them: one that it keeps back leaves a gap.</summary>
internal sealed class TransactionCount
{
    private long _last = long.MaxValue;

    /// <summary>Whether there is a gap between the transaction before and this one.</summary>
    public bool LeavesGap(string transactionId) =>
        long.TryParse(transactionId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number - Interlocked.Exchange(ref _last, number) > 1;
}
