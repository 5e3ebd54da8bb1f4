namespace Bridges.Abstractions;

/// <summary>
/// How the account's user keeps a chat on the network; null: not told, unchanged. Their room is kept alike (<c>bridging.follow_chat_settings</c>), also one that is made later; what
/// they set in their client themselves stays, and is told by <see cref="ISetsChatSettings"/> where <c>bridging.follow_clients</c> has it looked at.
/// </summary>
public sealed record RemoteChatSettings : RemoteEvent
{
    /// <summary>Null: not told. <see cref="DateTimeOffset.MaxValue"/>: for ever. In the past: not muted.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    public bool? IsArchived { get; init; }

    /// <summary>Kept at the top of the list.</summary>
    public bool? IsFavourite { get; init; }

    public bool? IsMarkedUnread { get; init; }

    public override string? DeduplicationKey => null;
}
