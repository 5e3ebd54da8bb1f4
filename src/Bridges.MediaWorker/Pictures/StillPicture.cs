using SkiaSharp;

namespace Bridges.MediaWorker.Pictures;

/// <summary>Still pictures: read with a bound on their pixels, turned upright, scaled, written.</summary>
internal static class StillPicture
{
    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <param name="path">The file.</param>
    /// <param name="longestSide">Longest side of the result. A JPEG is decoded at the nearest size above, so even a photo of 100 megapixels is cheap.</param>
    /// <param name="maxPixels">Most pixels that are decoded.</param>
    public static SKBitmap Read(string path, int longestSide, long maxPixels)
    {
        using var codec = SKCodec.Create(path, out var opened) ?? throw new JobRefusedException($"it is no picture that can be read ({opened})");
        var size = codec.Info.Size;
        var scaled = codec.GetScaledDimensions(Math.Min(1, longestSide / (float)Math.Max(size.Width, size.Height)));
        if ((long)scaled.Width * scaled.Height > maxPixels)
        {
            throw new JobRefusedException($"its {size.Width} x {size.Height} pixels are more than {maxPixels / 1_000_000} million");
        }

        using var raw = Bitmap(scaled.Width, scaled.Height);
        var result = codec.GetPixels(raw.Info, raw.GetPixels());
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
        {
            throw new JobRefusedException($"the picture is broken ({result})");
        }

        // An immutable bitmap is drawn without a copy.
        raw.SetImmutable();
        return Turn(raw, codec.EncodedOrigin, longestSide);
    }

    public static SKBitmap Bitmap(int width, int height) => new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));

    /// <summary>In the middle of a transparent square.</summary>
    public static SKBitmap Square(SKBitmap picture, int side)
    {
        var square = Bitmap(side, side);
        using var canvas = new SKCanvas(square);
        canvas.Clear(SKColors.Transparent);
        var fit = Math.Min(side / (float)picture.Width, side / (float)picture.Height);
        float width = picture.Width * fit, height = picture.Height * fit;
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(image, SKRect.Create((side - width) / 2, (side - height) / 2, width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return square;
    }

    /// <summary>As JPEG, with white where it is transparent.</summary>
    public static void WriteJpeg(SKBitmap picture, string path, int quality)
    {
        using var opaque = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(opaque))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawBitmap(picture, 0, 0, SKSamplingOptions.Default);
        }

        Write(opaque, path, SKEncodedImageFormat.Jpeg, quality);
    }

    public static void Write(SKBitmap picture, string path, SKEncodedImageFormat format, int quality)
    {
        using var data = picture.Encode(format, quality) ?? throw new JobRefusedException("the picture cannot be written");
        using var file = File.Create(path);
        data.SaveTo(file);
    }

    public static string BlurHashOf(SKBitmap picture)
    {
        var fit = 32f / Math.Max(picture.Width, picture.Height);
        using var small = Bitmap(Math.Max(1, (int)(picture.Width * fit)), Math.Max(1, (int)(picture.Height * fit)));
        using (var image = SKImage.FromBitmap(picture))
        using (var pixels = small.PeekPixels())
        {
            image.ScalePixels(pixels, Smooth);
        }

        return BlurHash.Encode(small.GetPixelSpan(), small.Width, small.Height);
    }

    private static SKBitmap Turn(SKBitmap raw, SKEncodedOrigin origin, int longestSide)
    {
        var (width, height) = Orientation.IsTurned(origin) ? (raw.Height, raw.Width) : (raw.Width, raw.Height);
        var fit = Math.Min(1, longestSide / (float)Math.Max(width, height));
        var upright = Bitmap(Math.Max(1, (int)(width * fit)), Math.Max(1, (int)(height * fit)));
        using var canvas = new SKCanvas(upright);
        canvas.Clear(SKColors.Transparent);
        canvas.Scale(upright.Width / (float)width, upright.Height / (float)height);
        canvas.Concat(Orientation.Upright(origin, new SKSizeI(raw.Width, raw.Height)));
        using var image = SKImage.FromBitmap(raw);
        canvas.DrawImage(image, 0, 0, Smooth);
        return upright;
    }
}
