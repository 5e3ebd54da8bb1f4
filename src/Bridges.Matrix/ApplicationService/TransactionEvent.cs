using System.Diagnostics.CodeAnalysis;

namespace Bridges.Matrix;

/// <summary>One entry of a transaction: an event, or bytes that should have been one.</summary>
public sealed record TransactionEvent
{
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

    [MemberNotNullWhen(true, nameof(Event))]
    [MemberNotNullWhen(false, nameof(UnreadableBecause))]
    public bool IsReadable => Event is not null;

    internal static TransactionEvent Read(ReadOnlyMemory<byte> json, TransactionLimits limits)
    {
        if (json.Length > limits.MaxEventBytes)
        {
            return new TransactionEvent(json, readable: null, $"the event has {json.Length} bytes, more than the {limits.MaxEventBytes} allowed");
        }

        return MatrixEvent.TryParse(json, out var parsed, out var reason)
            ? new TransactionEvent(json, parsed, unreadableBecause: null)
            : new TransactionEvent(json, readable: null, reason);
    }
}
