using System.Buffers.Binary;
using SkiaSharp;

namespace Bridges.Media.Tests.Beds;

/// <summary>Pictures that tests draw, and look at.</summary>
internal static class Pictures
{
    /// <summary>Left half red, right half transparent.</summary>
    public static byte[] HalfRed(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.Clear(SKColors.Transparent);
        canvas.DrawRect(0, 0, width / 2f, height, red);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A JPEG, red above and blue below, whose EXIF data says how the camera was held.</summary>
    public static byte[] Jpeg(int width, int height, byte orientation)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.Clear(SKColors.Blue);
        canvas.DrawRect(0, 0, width, height / 2f, red);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        var file = data.ToArray();
        return [.. file[..2], .. Exif(orientation), .. file[2..]];
    }

    public static SKBitmap Read(string path) => SKBitmap.Decode(path) ?? throw new InvalidDataException($"{path} is no picture");

    /// <summary>Number of frames, and how long they last together, as Skia reads the file.</summary>
    public static (int Frames, int Milliseconds) Frames(string path)
    {
        using var codec = SKCodec.Create(path);
        return (codec.FrameCount, codec.FrameInfo.Sum(frame => frame.Duration));
    }

    public static SKBitmap Frame(string path, int index)
    {
        using var codec = SKCodec.Create(path);
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        codec.GetPixels(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes, new SKCodecOptions(index));
        return bitmap;
    }

    public static bool IsRed(SKColor colour) => colour is { Alpha: > 200, Red: > 180, Green: < 80, Blue: < 80 };

    public static bool IsBlue(SKColor colour) => colour is { Alpha: > 200, Red: < 80, Green: < 80, Blue: > 180 };

    private static byte[] Exif(byte orientation)
    {
        byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        var head = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, 0xFFE1);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(body.Length + 2));
        return [.. head, .. body];
    }
}
