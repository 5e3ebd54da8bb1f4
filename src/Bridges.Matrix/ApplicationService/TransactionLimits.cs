namespace Bridges.Matrix;

/// <summary>Bounds for what a homeserver hands over.</summary>
public sealed record TransactionLimits
{
    /// <summary>The longest transaction, in bytes. Default: 64 MiB, ten times what Synapse sends at most.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The longest single event, in bytes. Default: 1 MiB, as the 65,536 bytes of the specification do not count what the
    /// homeserver adds. A longer one is unreadable; the others are not touched by it.
    /// </summary>
    public int MaxEventBytes { get; init; } = 1024 * 1024;
}
