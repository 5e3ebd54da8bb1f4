using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Pictures;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Still pictures: scaled, upright, in another format, with their blurhash.</summary>
internal sealed class PictureWork(long maxPixels)
{
    private const int MostSide = 8192;
    private const int BlurredSide = 64;
    private const int QualityStep = 20;

    public MediaReport Do(PictureJob job, string input, string output)
    {
        using var picture = StillPicture.Read(input, Math.Clamp(job.LongestSide, 1, MostSide), maxPixels);
        for (var quality = Math.Clamp(job.Quality, 1, 100); ; quality -= QualityStep)
        {
            Write(picture, job.Format, output, quality);
            if (job.MaxBytes is not { } most || new FileInfo(output).Length <= most)
            {
                return Report(job.Format, picture);
            }

            if (job.Format == PictureFormat.Png || quality <= QualityStep)
            {
                throw new JobRefusedException($"the picture is larger than {most} bytes", WorkerErrors.TooLarge);
            }
        }
    }

    public MediaReport Blur(string input)
    {
        using var picture = StillPicture.Read(input, BlurredSide, maxPixels);
        return new MediaReport { Info = FileInspector.Inspect(input), BlurHash = StillPicture.BlurHashOf(picture) };
    }

    private static void Write(SKBitmap picture, PictureFormat format, string output, int quality)
    {
        if (format == PictureFormat.Jpeg)
        {
            StillPicture.WriteJpeg(picture, output, quality);
        }
        else
        {
            StillPicture.Write(picture, output, format == PictureFormat.Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Webp, quality);
        }
    }

    public static MediaReport Report(PictureFormat format, SKBitmap picture)
    {
        var kind = format switch
        {
            PictureFormat.Jpeg => FileKind.Jpeg,
            PictureFormat.Png => FileKind.Png,
            _ => FileKind.Webp,
        };
        return new MediaReport
        {
            Info = new MediaInfo
            {
                MimeType = kind.MimeType,
                Extension = kind.Extension,
                Width = picture.Width,
                Height = picture.Height,
                HasAlpha = format != PictureFormat.Jpeg,
            },
            BlurHash = StillPicture.BlurHashOf(picture),
        };
    }
}
