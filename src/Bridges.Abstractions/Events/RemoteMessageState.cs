namespace Bridges.Abstractions;

/// <summary>What became of messages that the account sent, at one receiver.</summary>
public sealed record RemoteMessageState : RemoteEvent
{
    public required IReadOnlyList<RemoteMessageId> Messages { get; init; }

    public required RemoteUserId Receiver { get; init; }

    public required MessageState State { get; init; }

    public override string? DeduplicationKey => null;
}
