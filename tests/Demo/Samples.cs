using QRCoder;

namespace Bridges.Demo;

/// <summary>Small files to send.</summary>
internal static class Samples
{
    /// <summary>A picture that shows a code with this text.</summary>
    public static byte[] Picture(string text)
    {
        const int PixelsPerModule = 10;
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(PixelsPerModule);
    }
}
