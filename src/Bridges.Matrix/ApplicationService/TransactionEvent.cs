namespace Bridges.Matrix;

/// <summary>One entry of a transaction: an event, or bytes that should have been one.</summary>
public sealed record TransactionEvent
{
    /// <summary>
    /// The longest entry, 1 MiB, as the 65,536 bytes of the specification do not count what the homeserver adds. A longer one
    /// is unreadable; the others are not touched by it.
    /// </summary>
    internal const int MaxBytes = 1024 * 1024;

    private TransactionEvent(ReadOnlyMemory<byte> json, MatrixEvent? readable, string? unreadableBecause)
    {
        Json = json;
        Event = readable;
        UnreadableBecause = unreadableBecause;
    }

    /// <summary>The entry byte for byte, on memory of its own.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Null: see <see cref="UnreadableBecause"/>.</summary>
    public MatrixEvent? Event { get; }

    /// <summary>What is wrong with the entry, in words for the log; null: nothing.</summary>
    public string? UnreadableBecause { get; }

    internal static TransactionEvent Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return new TransactionEvent(json, readable: null, $"the event has {json.Length} bytes, more than the {MaxBytes} allowed");
        }

        return MatrixEventReader.TryRead(json, out var parsed, out var reason)
            ? new TransactionEvent(json, parsed, unreadableBecause: null)
            : new TransactionEvent(json, readable: null, reason);
    }
}
