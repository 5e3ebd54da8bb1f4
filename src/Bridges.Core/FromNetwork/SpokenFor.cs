using System.Net;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork;

/// <summary>What the bot says for somebody who cannot speak in the room themself: their name stands before it.</summary>
internal static class SpokenFor
{
    public static RoomMessageContent In(RoomMessageContent content, string name) => content.MsgType switch
    {
        MessageTypes.Text or MessageTypes.Notice or MessageTypes.Emote => content with
        {
            MsgType = content.MsgType == MessageTypes.Emote ? MessageTypes.Text : content.MsgType,
            Body = $"{name}: {content.Body}",
            Format = RoomMessageContent.HtmlFormat,
            FormattedBody = $"<strong>{WebUtility.HtmlEncode(name)}</strong>: {content.FormattedBody ?? WebUtility.HtmlEncode(content.Body).ReplaceLineEndings("<br>")}",
        },
        // The name becomes the caption, or stands before it.
        _ when content.FileName is null => content with { FileName = content.Body, Body = name },
        _ => content with { Body = $"{name}: {content.Body}", FormattedBody = null, Format = null },
    };
}
