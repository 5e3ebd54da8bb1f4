using Bridges.Media.Jobs;
using Bridges.MediaWorker.Pictures;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Square WebP stickers.</summary>
internal sealed class StickerWork(AnimationWork animations, long maxPixels)
{
    private static readonly int[] Qualities = [85, 70, 50, 30, 10];

    public MediaReport Do(StickerJob job, string input, string output, Deadline deadline)
    {
        var info = FileInspector.Inspect(input);
        var moves = info.IsAnimated || info.MimeType.StartsWith("video/", StringComparison.Ordinal);
        return moves ? animations.Square(job, input, output, deadline) : Still(job, input, output);
    }

    private MediaReport Still(StickerJob job, string input, string output)
    {
        var side = Math.Clamp(job.Side, 16, 1024);
        using var picture = StillPicture.Read(input, side, maxPixels);
        using var square = StillPicture.Square(picture, side);
        foreach (var quality in Qualities)
        {
            StillPicture.Write(square, output, SKEncodedImageFormat.Webp, quality);
            if (new FileInfo(output).Length <= job.MaxBytes)
            {
                return PictureWork.Report(PictureFormat.Webp, square);
            }
        }

        throw new JobRefusedException($"the sticker is larger than {job.MaxBytes} bytes", WorkerErrors.TooLarge);
    }
}
