namespace Bridges.Core.Portals.Marks;

/// <summary>How a user keeps a chat: on its network, or as its room shows it.</summary>
/// <param name="MutedUntil">Unix milliseconds; 0: not muted.</param>
internal sealed record ChatMarks(bool IsFavourite, bool IsArchived, bool IsMarkedUnread, long MutedUntil)
{
    public static ChatMarks None { get; } = new(IsFavourite: false, IsArchived: false, IsMarkedUnread: false, MutedUntil: 0);
}
