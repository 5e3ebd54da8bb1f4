namespace Bridges.Telegram.Simulator.World;

/// <summary>A change that clients must not miss; how it looks depends on who is told.</summary>
internal abstract record LoggedChange
{
    public sealed record MessageAdded(Message Message) : LoggedChange;

    public sealed record MessageEdited(Message Message) : LoggedChange;

    public sealed record MessagesDeleted(IReadOnlyList<int> Ids, Channel? Channel) : LoggedChange;

    public sealed record InboxRead(Chat Chat, int MaxId, int StillUnread) : LoggedChange;

    public sealed record OutboxRead(Chat Chat, int MaxId) : LoggedChange;

    public sealed record PinsChanged(Chat Chat, IReadOnlyList<Message> Messages, bool IsPinned) : LoggedChange;

    public sealed record PreviewFound(Message Message) : LoggedChange;

    public sealed record Opened(Message Message) : LoggedChange;
}
