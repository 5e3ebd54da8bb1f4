using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>Places, people's cards and polls in TDLib's terms.</summary>
internal static class PlaceWriter
{
    private const int LeastPeriod = 60;
    private const int LongestPeriod = 86_400;
    private const int ForEver = int.MaxValue;
    private const double Near = 0.0001;

    public static JsonObject Write(MessageContent place) => place switch
    {
        LocationContent { Name: { Length: > 0 } name } venue => TdJson.Request(
            "inputMessageVenue",
            ("venue", TdJson.Request(
                "venue",
                ("location", Location(venue.Latitude, venue.Longitude, venue.Accuracy)), ("title", name), ("address", venue.Address ?? ""), ("provider", ""), ("id", ""), ("type", "")))),
        LocationContent location => TdJson.Request("inputMessageLocation", ("location", Location(location.Latitude, location.Longitude, location.Accuracy))),
        LiveLocationContent live => TdJson.Request("inputMessageLiveLocation", ("location", Live(live))),
        _ => throw BridgeException.Permanent("Telegram has no messages of this kind."),
    };

    public static JsonObject Live(LiveLocationContent live) => TdJson.Request(
        "liveLocation",
        ("location", Location(live.Latitude, live.Longitude, live.Accuracy)),
        ("live_period", live.Period is { } period ? (int)Math.Clamp(period.TotalSeconds, LeastPeriod, LongestPeriod) : ForEver),
        ("heading", live.Heading is { } heading ? Math.Clamp((int)Math.Round(heading), 1, 360) : 0));

    public static JsonObject Contact(SharedContact contact)
    {
        var names = contact.Name.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return TdJson.Request(
            "inputMessageContact",
            ("contact", TdJson.Request(
                "contact",
                ("phone_number", contact.Phones[0]),
                ("first_name", names.Length > 0 ? names[0] : contact.Phones[0]),
                ("last_name", names.Length > 1 ? names[1] : ""),
                ("vcard", contact.VCard ?? ""))));
    }

    /// <param name="question">TDLib's <c>formattedText</c>.</param>
    /// <param name="right">The right answer of a quiz, by its place.</param>
    public static JsonObject Poll(PollContent poll, JsonObject question, TdState state, int? right = null) => TdJson.Request(
        "inputMessagePoll",
        ("question", question),
        ("options", new JsonArray(
            [.. poll.Options.Select(option => (JsonNode)TdJson.Request("inputPollOption", ("text", FormattedTextWriter.Write(option.Text, state, plainly: true))))])),
        ("is_anonymous", poll.IsAnonymous),
        ("allows_multiple_answers", poll.MaximumSelections > 1),
        ("allows_revoting", right is null),
        ("hide_results_until_closes", poll.ResultsAreHidden),
        ("type", right is { } place ? TdJson.Request("inputPollTypeQuiz", ("correct_option_ids", new JsonArray(place))) : TdJson.Request("inputPollTypeRegular")));

    public static RichText AsText(PollContent poll) =>
        RichText.Plain(string.Join('\n', poll.Options.Select((option, index) => $"{index + 1}. {option.Text.Text}").Prepend($"📊 {poll.Question.Text}")));

    public static Func<JsonElement, bool> IsLike(MessageContent place) => message =>
        message.Object("content") is { } content && content.Type() switch
        {
            "messageLocation" when place is LocationContent { Name: null or "" } plain => IsAt(content.Object("location"), plain.Latitude, plain.Longitude),
            "messageVenue" when place is LocationContent venue => IsAt(content.Object("venue")?.Object("location"), venue.Latitude, venue.Longitude),
            "messageLiveLocation" when place is LiveLocationContent live => IsAt(content.Object("location")?.Object("location"), live.Latitude, live.Longitude),
            "messagePoll" when place is PollContent poll => content.Object("poll")?.Object("question")?.Text("text") == poll.Question.Text.Trim(),
            _ => false,
        };

    public static Func<JsonElement, bool> IsLike(SharedContact contact) => message =>
        message.Object("content")?.Object("contact")?.Text("phone_number") is { } phone && Digits(phone) == Digits(contact.Phones[0]);

    private static JsonObject Location(double latitude, double longitude, double? accuracy) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180
            ? TdJson.Request("location", ("latitude", latitude), ("longitude", longitude), ("horizontal_accuracy", Math.Clamp(accuracy ?? 0, 0, 1500)))
            : throw BridgeException.Permanent("This is no place on Earth.");

    private static bool IsAt(JsonElement? place, double latitude, double longitude) =>
        place is { } known && Math.Abs(known.Fraction("latitude") - latitude) < Near && Math.Abs(known.Fraction("longitude") - longitude) < Near;

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
