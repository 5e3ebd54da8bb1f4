namespace Bridges.Abstractions;

/// <summary>
/// The chat has another key from now on (a group that became a supergroup, a number that became an account id): it goes on
/// in the same room. Where both have a room, the new one's stays and says so in the old one.
/// </summary>
public sealed record RemoteChatMove : RemoteEvent
{
    public required ChatKey NewKey { get; init; }

    public override string? DeduplicationKey => null;
}
