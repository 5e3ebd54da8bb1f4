namespace Bridges.Abstractions;

/// <summary>
/// The chat has another key from now on (a group that became a supergroup, a number that became an account id): it goes on
/// in the same room. Where both have a room, the new one's stays and says so in the old one. Told as soon as it is known; twice does no harm.
/// </summary>
public sealed record RemoteChatMove : RemoteEvent
{
    public required ChatKey NewKey { get; init; }

    /// <inheritdoc cref="FormerChat" path="/param[@name='NumbersMessagesAnew']"/>
    public bool NumbersMessagesAnew { get; init; }

    public override string? DeduplicationKey => null;
}
