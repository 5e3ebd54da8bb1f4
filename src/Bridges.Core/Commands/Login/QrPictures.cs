using System.Text.Json.Nodes;
using Bridges.Matrix;
using QRCoder;

namespace Bridges.Core.Commands.Login;

/// <summary>Shows a QR code in a room.</summary>
internal sealed class QrPictures(HomeserverClients clients)
{
    private const int PixelsPerModule = 8;

    public async Task ShowAsync(RoomId room, string text, string instructions, CancellationToken cancellationToken)
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
        await clients.Main.SendEventAsync(actingAs: null, room, EventTypes.Message, $"b{Guid.NewGuid():N}", content, timestamp: null, cancellationToken);
    }
}
