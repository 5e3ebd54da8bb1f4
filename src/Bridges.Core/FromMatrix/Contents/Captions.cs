using Bridges.Abstractions;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Makes captions what a network takes: what is too long, or may not go with such a file at all, follows as a text.</summary>
internal static class Captions
{
    /// <returns>The content as it is sent, and what is left of its caption; null: nothing is.</returns>
    public static (MessageContent Content, RichText? Left) Fit(MessageContent content, MessageLimits limits)
    {
        switch (content)
        {
            case MediaContent { Caption: { Text.Length: > 0 } caption } media:
                var (first, rest) = Cut(caption, limits.Media.GetValueOrDefault(media.Kind)?.TakesCaption == false ? 0 : limits.CaptionLength);
                return (media with { Caption = first }, rest);
            case AlbumContent { Caption: { Text.Length: > 0 } caption } album:
                var (shown, left) = Cut(caption, limits.CaptionLength);
                return (album with { Caption = shown }, left);
            default:
                return (content, null);
        }
    }

    private static (RichText? First, RichText? Left) Cut(RichText caption, int? longest)
    {
        if (longest is not { } limit || caption.Text.Length <= limit)
        {
            return (caption, null);
        }

        if (limit <= 0)
        {
            return (null, caption);
        }

        var (first, rest) = RichTextCuts.Cut(caption, limit);
        return (first, rest);
    }
}
