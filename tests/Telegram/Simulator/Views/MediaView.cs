using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Contents besides text.</summary>
internal static class MediaView
{
    public static TlObject Render(Message message, Media media, Person viewer)
    {
        var date = (int)message.Date.ToUnixTimeSeconds();
        var reference = message.Chat.World.Files.Reference;
        return media switch
        {
            Media.Photo photo => new TlObject("messageMediaPhoto")
            {
                ["photo"] = Photo(photo, date, reference),
                ["spoiler"] = photo.HasSpoiler,
                ["ttl_seconds"] = photo.Timer,
            },
            Media.Expired { IsPhoto: true } => new TlObject("messageMediaPhoto") { ["ttl_seconds"] = media.Timer },
            Media.Expired => new TlObject("messageMediaDocument") { ["ttl_seconds"] = media.Timer },
            Media.Location place => Place(place),
            Media.Venue venue => new TlObject("messageMediaVenue")
            {
                ["geo"] = Point(venue.Latitude, venue.Longitude, accuracy: null),
                ["title"] = venue.Title,
                ["address"] = venue.Address,
            },
            Media.Contact contact => new TlObject("messageMediaContact")
            {
                ["phone_number"] = contact.Phone,
                ["first_name"] = contact.FirstName,
                ["last_name"] = contact.LastName,
                ["vcard"] = contact.Card,
            },
            Media.Dice dice => new TlObject("messageMediaDice") { ["emoticon"] = dice.Emoji, ["value"] = dice.Value },
            Media.WebPage page => new TlObject("messageMediaWebPage") { ["webpage"] = Page(page) },
            Media.Poll poll => new TlObject("messageMediaPoll") { ["poll"] = PollView.Of(poll), ["results"] = PollView.Results(poll, viewer) },
            Media.Raw raw => RawFields.Read(System.Text.Json.Nodes.JsonNode.Parse(raw.Json)!),
            _ => new TlObject("messageMediaDocument")
            {
                ["document"] = DocumentView.Of(media, date, reference),
                ["spoiler"] = media.HasSpoiler,
                ["ttl_seconds"] = media.Timer,
                ["round"] = media is Media.Video { IsRound: true },
                ["video"] = media is Media.Video,
                ["voice"] = media is Media.Voice,
            },
        };
    }

    /// <summary>The answer to a file that was brought up ahead of its message.</summary>
    public static TlObject Uploaded(Media media, int date, byte[] reference) => media is Media.Photo photo
        ? new TlObject("messageMediaPhoto") { ["photo"] = Photo(photo, date, reference), ["spoiler"] = photo.HasSpoiler }
        : new TlObject("messageMediaDocument") { ["document"] = DocumentView.Of(media, date, reference), ["spoiler"] = media.HasSpoiler };

    public static TlObject Photo(Media.Photo photo, int date, byte[] reference)
    {
        var size = (int)photo.SizeOr(4096);
        return new TlObject("photo")
        {
            ["id"] = photo.Stored!.Id,
            ["access_hash"] = photo.Stored.AccessHash,
            ["file_reference"] = reference,
            ["date"] = date,
            ["sizes"] = new[]
            {
                new TlObject("photoSize") { ["type"] = "m", ["w"] = Math.Min(photo.Width, 320), ["h"] = Math.Max(Math.Min(photo.Width, 320) * photo.Height / photo.Width, 1), ["size"] = size },
                new TlObject("photoSize") { ["type"] = "y", ["w"] = photo.Width, ["h"] = photo.Height, ["size"] = size },
            },
            ["dc_id"] = PictureView.DataCentre,
        };
    }

    public static TlObject Page(Media.WebPage page) => page.IsPending
        ? new TlObject("webPagePending") { ["id"] = page.Id, ["url"] = page.Url, ["date"] = int.MaxValue }
        : new TlObject("webPage")
        {
            ["id"] = page.Id,
            ["url"] = page.Url,
            ["display_url"] = page.Url,
            ["type"] = "article",
            ["title"] = page.Title,
            ["description"] = page.Description,
        };

    private static TlObject Place(Media.Location place) => place.Period is { } period
        ? new TlObject("messageMediaGeoLive") { ["geo"] = Point(place.Latitude, place.Longitude, place.Accuracy), ["period"] = period }
        : new TlObject("messageMediaGeo") { ["geo"] = Point(place.Latitude, place.Longitude, place.Accuracy) };

    private static TlObject Point(double latitude, double longitude, int? accuracy) => new("geoPoint")
    {
        ["long"] = longitude,
        ["lat"] = latitude,
        ["access_hash"] = 1L,
        ["accuracy_radius"] = accuracy,
    };
}
