using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>One part of a message on the network and the event that it is on Matrix.</summary>
public sealed record MessageRow
{
    public required NetworkId Network { get; init; }

    public required ChatKey Chat { get; init; }

    public required RemoteMessageId Message { get; init; }

    /// <summary>Empty where a message has one part.</summary>
    public required string Part { get; init; }

    /// <summary>The part's place among those of its message, or the message's among those of its event.</summary>
    public required int Ordinal { get; init; }

    public required string EventId { get; init; }

    public required string RoomId { get; init; }

    public required RemoteUserId Sender { get; init; }

    /// <summary>It was written on Matrix.</summary>
    public required bool FromMatrix { get; init; }

    /// <summary>Unix milliseconds, by the network's clock.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The version of its newest known edit; zero where there is none.</summary>
    public long Version { get; init; }

    public bool IsDeleted { get; init; }
}
