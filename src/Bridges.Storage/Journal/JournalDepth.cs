using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>How much waits in the journal.</summary>
public sealed record JournalDepth(IReadOnlyList<JournalDepth.Part> Parts)
{
    public long Pending => Parts.Sum(part => part.Pending);

    /// <summary>When the row that waits longest came in; null where none waits.</summary>
    public DateTimeOffset? WaitingSince => Parts.Min(part => part.OldestPending) is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest) : null;

    public long Dead => Parts.Sum(part => part.Dead);

    /// <summary>One network and direction.</summary>
    /// <param name="OldestPending">When the oldest waiting row came in, Unix milliseconds; null where none waits.</param>
    public sealed record Part(NetworkId Network, JournalDirection Direction, long Pending, long Dead, long? OldestPending);
}
