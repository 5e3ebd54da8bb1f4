namespace Bridges.Abstractions;

/// <summary>Where a forwarded message is from. What the network does not say stays null.</summary>
public sealed record ForwardOrigin
{
    /// <summary>Who or what it is from, in the reader's words; null where only the fact is known.</summary>
    public string? Name { get; init; }

    public RemoteUserId? User { get; init; }

    /// <summary>The original, where it has an address.</summary>
    public string? Link { get; init; }
}
