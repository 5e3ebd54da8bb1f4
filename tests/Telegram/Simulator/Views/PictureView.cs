using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Pictures of people and chats.</summary>
internal static class PictureView
{
    /// <summary>The data centre that clients fetch files from; any will do.</summary>
    public const int DataCentre = 2;

    public static TlObject? OfPerson(Picture? picture) =>
        picture is null ? null : new TlObject("userProfilePhoto") { ["photo_id"] = picture.Id, ["dc_id"] = DataCentre };

    public static TlObject OfChat(Picture? picture) => picture is null
        ? new TlObject("chatPhotoEmpty")
        : new TlObject("chatPhoto") { ["photo_id"] = picture.Id, ["dc_id"] = DataCentre };

    /// <summary>In full, for a service message or full information.</summary>
    public static TlObject Full(Picture picture) => new("photo")
    {
        ["id"] = picture.Id,
        ["access_hash"] = picture.Id,
        ["file_reference"] = new byte[] { 1 },
        ["sizes"] = new[] { Size(picture, "a", 160), Size(picture, "c", 640) },
        ["dc_id"] = DataCentre,
    };

    private static TlObject Size(Picture picture, string type, int side) => new("photoSize")
    {
        ["type"] = type,
        ["w"] = side,
        ["h"] = side,
        ["size"] = picture.Jpeg.Length,
    };
}
