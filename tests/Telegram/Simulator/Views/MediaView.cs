using System.Text;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Contents besides text.</summary>
internal static class MediaView
{
    public static TlObject Render(Message message, Media media)
    {
        // Any stable number will do: nothing can be fetched by it.
        var id = (message.Chat.Id * 100_003) + message.Date.ToUnixTimeMilliseconds();
        var date = (int)message.Date.ToUnixTimeSeconds();
        return media switch
        {
            Media.Photo photo => new TlObject("messageMediaPhoto") { ["photo"] = Photo(id, date, photo) },
            Media.Sticker sticker => Document(id, date, "image/webp", 1024, SizeAttribute(512, 512), StickerAttribute(sticker.Emoji)),
            Media.File file => Document(id, date, file.MimeType, file.Size, NameAttribute(file.Name)),
            Media.Location place => new TlObject("messageMediaGeo")
            {
                ["geo"] = new TlObject("geoPoint") { ["long"] = place.Longitude, ["lat"] = place.Latitude, ["access_hash"] = id },
            },
            Media.Contact contact => new TlObject("messageMediaContact")
            {
                ["phone_number"] = contact.Phone,
                ["first_name"] = contact.FirstName,
                ["last_name"] = contact.LastName,
            },
            Media.Poll poll => Poll(id, poll),
            _ => throw new InvalidOperationException($"{media.GetType().Name} has no form on the wire"),
        };
    }

    private static TlObject Photo(long id, int date, Media.Photo photo) => new("photo")
    {
        ["id"] = id,
        ["access_hash"] = id,
        ["file_reference"] = new byte[] { 1 },
        ["date"] = date,
        ["sizes"] = new[] { new TlObject("photoSize") { ["type"] = "x", ["w"] = photo.Width, ["h"] = photo.Height, ["size"] = 4096 } },
        ["dc_id"] = PictureView.DataCentre,
    };

    private static TlObject Document(long id, int date, string mimeType, long size, params TlObject[] attributes) => new("messageMediaDocument")
    {
        ["document"] = new TlObject("document")
        {
            ["id"] = id,
            ["access_hash"] = id,
            ["file_reference"] = new byte[] { 1 },
            ["date"] = date,
            ["mime_type"] = mimeType,
            ["size"] = size,
            ["dc_id"] = PictureView.DataCentre,
            ["attributes"] = attributes,
        },
    };

    private static TlObject SizeAttribute(int width, int height) => new("documentAttributeImageSize") { ["w"] = width, ["h"] = height };

    private static TlObject NameAttribute(string name) => new("documentAttributeFilename") { ["file_name"] = name };

    private static TlObject StickerAttribute(string emoji) =>
        new("documentAttributeSticker") { ["alt"] = emoji, ["stickerset"] = new TlObject("inputStickerSetEmpty") };

    private static TlObject Poll(long id, Media.Poll poll) => new("messageMediaPoll")
    {
        ["poll"] = new TlObject("poll")
        {
            ["id"] = id,
            ["question"] = Plain(poll.Question),
            ["answers"] = poll.Answers
                .Select((answer, index) => new TlObject("pollAnswer") { ["text"] = Plain(answer), ["option"] = Encoding.ASCII.GetBytes($"{index}") })
                .ToArray(),
        },
        ["results"] = new TlObject("pollResults") { ["total_voters"] = 0 },
    };

    private static TlObject Plain(string text) => new("textWithEntities") { ["text"] = text };
}
