using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.IncomingEvents;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork;

/// <summary>What a message that was bridged looks like on Matrix now.</summary>
/// <param name="Author">As whom it was said.</param>
/// <param name="Content">With its newest edit.</param>
internal sealed record ShownContent(UserId Author, RoomMessageContent? Content, Surroundings? Surroundings)
{
    /// <summary>Whether an edit would change nothing that is seen: a network also tells of edits when a message's buttons change.</summary>
    public bool LooksLike(RoomMessageContent other) =>
        Content is { } now && (now.MsgType, now.Body, now.FormattedBody, now.Url, now.File) == (other.MsgType, other.Body, other.FormattedBody, other.Url, other.File);

    public static ShownContent Of(MatrixEvent message) => new(message.Sender, NewestContent.Of(message), Surroundings.Read(message.Content));
}
