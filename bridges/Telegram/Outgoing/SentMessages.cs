using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Polls;

namespace Bridges.Telegram.Outgoing;

/// <summary>What became of a message, out of TDLib's messages.</summary>
internal static class SentMessages
{
    public static SentMessage Of(IReadOnlyList<JsonElement> messages) => new(
        [.. messages.Select(message => RemoteIds.Message(message.Number("id"))).OfType<RemoteMessageId>()],
        messages[^1].Time("date"))
    {
        PollOptions = messages[0].Object("content")?.Object("poll") is { } poll ? [.. PollReader.Options(poll).Select(option => option.Text("id"))] : [],
    };
}
