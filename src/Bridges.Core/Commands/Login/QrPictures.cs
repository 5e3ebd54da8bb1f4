using System.Text.Json.Nodes;
using Bridges.Matrix;
using QRCoder;

namespace Bridges.Core.Commands.Login;

/// <summary>Shows a QR code in a room.</summary>
internal sealed class QrPictures(HomeserverClients clients)
{
    private const int PixelsPerModule = 8;

    /// <param name="replaces">The message that it takes the place of; null: none.</param>
    public async Task<EventId> ShowAsync(RoomId room, string text, string instructions, EventId? replaces, CancellationToken cancellationToken)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var png = new PngByteQRCode(code);
        var picture = png.GetGraphic(PixelsPerModule);
        var mxc = await clients.Main.UploadAsync(actingAs: null, picture, "image/png", "login.png", cancellationToken);
        var side = code.ModuleMatrix.Count * PixelsPerModule;
        var content = new JsonObject
        {
            ["msgtype"] = MessageTypes.Image,
            ["body"] = instructions,
            ["filename"] = "login.png",
            ["url"] = mxc.Value,
            ["info"] = new JsonObject { ["mimetype"] = "image/png", ["size"] = picture.Length, ["w"] = side, ["h"] = side },
        };
        if (replaces is { } before)
        {
            var replacement = content.DeepClone();
            content["m.new_content"] = replacement;
            content["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = before.Value };
        }

        return await clients.Main.SendEventAsync(actingAs: null, room, EventTypes.Message, $"b{Guid.NewGuid():N}", content, timestamp: null, cancellationToken);
    }
}
