using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Messages;

/// <summary>
/// What of a message is its author's, so that two states of it can be compared: the words, the file, the place, the buttons. What a link
/// leads to, votes and reactions change without them.
/// </summary>
internal readonly record struct MessageFingerprint(string Said, string Buttons)
{
    public static MessageFingerprint Of(JsonElement message) => new(
        message.Object("content") is { } content ? OfContent(content) : "",
        string.Join('\n', ButtonReader.Read(message).Select(button => $"{button.Id} {button.Label} {button.Url}")));

    private static string OfContent(JsonElement content)
    {

        var words = (content.Object("text") ?? content.Object("caption")) is { } text ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(text)) : "";
        return content.Type() switch
        {
            "messageText" => words,
            "messageLiveLocation" => Place(content),
            "messagePoll" => content.Object("poll")?.Object("question")?.Text("text") ?? "",
            var type => $"{type} {content.Flag("has_spoiler")} {File(content)} {words}",
        };
    }

    private static string Place(JsonElement content)
    {
        var place = content.Object("location")?.Object("location");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place?.Fraction("latitude")} {place?.Fraction("longitude")} {content.Object("location")?.Number("heading")} {content.Object("location")?.Number("live_period")} {content.Number("expires_in") == 0}");
    }

    /// <summary>Whichever file it holds: all kinds have it one or two levels down.</summary>
    private static string File(JsonElement content)
    {
        foreach (var field in content.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var inner in field.Value.EnumerateObject())
            {
                if (inner.Value.ValueKind == JsonValueKind.Object && inner.Value.Is("file"))
                {
                    return inner.Value.Object("remote")?.Text("unique_id") ?? "";
                }

                if (inner.NameEquals("sizes"))
                {
                    return string.Join(',', field.Value.Items("sizes").Select(size => size.Object("photo")?.Object("remote")?.Text("unique_id")));
                }
            }
        }

        return "";
    }
}
