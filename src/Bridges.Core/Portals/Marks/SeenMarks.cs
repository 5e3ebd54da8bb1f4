using Bridges.Abstractions;

namespace Bridges.Core.Portals.Marks;

/// <summary>How a user keeps a chat's room in their client; null: not told, unchanged.</summary>
internal sealed record SeenMarks(bool? IsFavourite = null, bool? IsArchived = null, bool? IsMarkedUnread = null, bool? IsMuted = null)
{
    private static readonly SeenMarks Nothing = new();

    public bool IsNothing => this == Nothing;

    /// <summary>What the network has to be told: what was otherwise here before, and is otherwise there.</summary>
    public SeenMarks Beyond(ChatMarks before, ChatMarks told, DateTimeOffset at)
    {
        return new(
            Change(IsFavourite, before.IsFavourite, told.IsFavourite), Change(IsArchived, before.IsArchived, told.IsArchived),
            Change(IsMarkedUnread, before.IsMarkedUnread, told.IsMarkedUnread), Change(IsMuted, before.MutedUntil > 0, told.MutedUntil > at.ToUnixTimeMilliseconds()));

        static bool? Change(bool? seen, bool before, bool told) => seen is { } now && now != before && now != told ? now : null;
    }

    public ChatMarks Over(ChatMarks marks) => new(
        IsFavourite ?? marks.IsFavourite, IsArchived ?? marks.IsArchived, IsMarkedUnread ?? marks.IsMarkedUnread,
        IsMuted is { } isMuted ? isMuted ? long.MaxValue : 0 : marks.MutedUntil);

    public RemoteChatSettings ToSettings(ChatKey chat, DateTimeOffset now) => new()
    {
        Chat = chat,
        Timestamp = now,
        IsFavourite = IsFavourite,
        IsArchived = IsArchived,
        IsMarkedUnread = IsMarkedUnread,
        MutedUntil = IsMuted is { } isMuted ? isMuted ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch : null,
    };
}
