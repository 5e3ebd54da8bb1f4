namespace Bridges.Abstractions;

/// <summary>Something the network itself says in a chat ("safety number changed"); the bot says it.</summary>
public sealed record RemoteNotice : RemoteEvent
{
    /// <summary>Unique in the chat, so that it is said once; null where the network has no id for it.</summary>
    public RemoteMessageId? Id { get; init; }

    public required RichText Text { get; init; }

    public override string? DeduplicationKey => Id is { } id ? $"n:{id}" : null;
}
