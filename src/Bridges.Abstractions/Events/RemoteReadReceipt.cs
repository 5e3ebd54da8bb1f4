namespace Bridges.Abstractions;

/// <summary>Someone has read everything up to a message.</summary>
public sealed record RemoteReadReceipt : RemoteEvent
{
    public required RemoteUserId Reader { get; init; }

    /// <summary>The account itself read it, on another device.</summary>
    public bool FromSelf { get; init; }

    public required RemoteMessageId UpTo { get; init; }

    public override string? DeduplicationKey => null;
}
