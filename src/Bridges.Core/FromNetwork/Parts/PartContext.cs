using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>A part of a remote message on its way into its room.</summary>
/// <param name="Sender">In whose name it appears.</param>
/// <param name="Mark">By which it is known again.</param>
internal sealed record PartContext(RunningAccount Account, PortalRow Portal, RemoteMessage Message, MessagePart Part, MatrixSender Sender, BridgeMark Mark, LaneContext Lane)
{
    /// <summary>The event that it answers; null: none that is known.</summary>
    public EventId? RepliesTo { get; init; }

    /// <summary>Who wrote that; it rings for them.</summary>
    public UserId? Answered { get; init; }

    public RoomId Room => new(Portal.RoomId!);

    public bool IsLast => Message.Parts[^1].Id == Part.Id;

    public MessageKey Key => new(Portal.Network, Portal.Chat, Message.Id);

    public Composition Composition => Composition.Of(
        Account, Message with { ReplyTo = RepliesTo is null && Message.ReplyTo is { } unknown ? Unknown(unknown) : Message.ReplyTo }, Part,
        isFirst: Message.Parts[0].Id == Part.Id, isLast: IsLast);

    /// <summary>The event's content with its relation and its mark.</summary>
    public RoomMessageContent Finish(RoomMessageContent content) => content with
    {
        RelatesTo = RepliesTo is not { } target ? null
            : Message.ReplyTo?.IsThreadRoot == true ? MessageRelation.InThreadOf(target)
            : MessageRelation.ReplyTo(target),
        Mentions = Answered is { } user && user != Sender.User ? With(content.Mentions, user) : content.Mentions,
        Additional = Surroundings.Of(Composition) is { } around ? around.In(Mark.In(content.Additional)) : Mark.In(content.Additional),
    };

    private static MessageMentions With(MessageMentions? mentions, UserId user) =>
        (mentions ?? new MessageMentions()) with { UserIds = [.. (mentions?.UserIds ?? []).Append(user).Distinct()] };

    /// <summary>What cannot be pointed to is shown by its first words, where the network gives them.</summary>
    private static ReplyTarget Unknown(ReplyTarget target) => target.Quote is null ? target with { Quote = target.Excerpt } : target;
}
