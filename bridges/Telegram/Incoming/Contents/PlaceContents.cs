using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Incoming.Contents;

/// <summary>Places, people's cards and calls.</summary>
internal static class PlaceContents
{
    /// <returns>Null for other contents.</returns>
    /// <param name="message">TDLib's message, which holds it.</param>
    public static MessageContent? Read(JsonElement message, JsonElement content) => content.Type() switch
    {
        "messageLocation" when content.Object("location") is { } place => Place(place),
        "messageVenue" when content.Object("venue") is { } venue && venue.Object("location") is { } place => Place(place) with
        {
            Name = NullIfEmpty(venue.Text("title")),
            Address = NullIfEmpty(venue.Text("address")),
        },
        "messageLiveLocation" when content.Object("location") is { } live && live.Object("location") is { } place => new LiveLocationContent(
            place.Fraction("latitude"), place.Fraction("longitude"))
        {
            Accuracy = Accuracy(place),
            Heading = live.Number("heading") is > 0 and var heading ? heading : null,
            Period = live.Number("live_period") is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            HasEnded = content.Number("expires_in") == 0 || IsStop(message, live),
        },
        "messageContact" when content.Object("contact") is { } contact => Contact(contact),
        "messageCall" => Call(content),
        "messageGroupCall" => new CallContent(GroupState(content))
        {
            IsGroup = true,
            IsVideo = content.Flag("is_video"),
            Duration = Length(content),
        },
        _ => null,
    };

    /// <summary>Who stops before the time is over has the time end with that edit.</summary>
    private static bool IsStop(JsonElement message, JsonElement live) =>
        message.Number("edit_date") is > 0 and var edited && message.Number("date") + live.Number("live_period") <= edited + 1;

    private static LocationContent Place(JsonElement place) =>
        new(place.Fraction("latitude"), place.Fraction("longitude")) { Accuracy = Accuracy(place) };

    private static double? Accuracy(JsonElement place) => place.Fraction("horizontal_accuracy") is > 0 and var metres ? metres : null;

    private static ContactsContent Contact(JsonElement contact)
    {
        var phone = contact.Text("phone_number");
        return new ContactsContent(
        [
            new SharedContact($"{contact.Text("first_name")} {contact.Text("last_name")}".Trim())
            {
                Phones = phone.Length > 0 ? [phone.StartsWith('+') ? phone : $"+{phone}"] : [],
                VCard = NullIfEmpty(contact.Text("vcard")),
                User = contact.Number("user_id") is > 0 and var user ? RemoteIds.User(user) : null,
            },
        ]);
    }

    private static CallContent Call(JsonElement call) => new(call.Object("discard_reason")?.Type() switch
    {
        "callDiscardReasonMissed" => CallState.Missed,
        "callDiscardReasonDeclined" => CallState.Declined,
        "callDiscardReasonEmpty" => CallState.Started,
        _ => CallState.Ended,
    })
    {
        IsVideo = call.Flag("is_video"),
        Duration = Length(call),
    };

    private static CallState GroupState(JsonElement call) =>
        call.Flag("is_active") ? CallState.Started : call.Flag("was_missed") ? CallState.Missed : CallState.Ended;

    private static TimeSpan? Length(JsonElement call) => call.Number("duration") is > 0 and <= int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
