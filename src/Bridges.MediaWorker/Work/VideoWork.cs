using Bridges.Media.Jobs;
using Bridges.MediaWorker.Animations;
using Bridges.MediaWorker.Containers;
using Bridges.MediaWorker.Pictures;
using Bridges.MediaWorker.Sandboxing;
using Bridges.MediaWorker.Videos;
using SkiaSharp;

namespace Bridges.MediaWorker.Work;

/// <summary>Videos: a first frame as a picture, and MP4 that every client plays.</summary>
internal sealed class VideoWork(Ffmpeg ffmpeg, FrameSources sources)
{
    private const int JpegQuality = 75;
    private const int LongestEncodedSide = 1280;

    private static readonly string[] PlayedEverywhere = ["avc1", "mp4a"];

    public MediaReport Poster(PosterJob job, string input, string output, Deadline deadline)
    {
        using var source = sources.Open(input);
        var scale = Math.Min(1, Math.Clamp(job.LongestSide, 16, 4096) / (double)Math.Max(source.Size.Width, source.Size.Height));
        var size = new SKSizeI(Math.Max(1, (int)(source.Size.Width * scale)), Math.Max(1, (int)(source.Size.Height * scale)));
        using var picture = First(source, size, deadline) ?? throw new JobRefusedException("there is no picture in it");
        StillPicture.WriteJpeg(picture, output, JpegQuality);
        return PictureWork.Report(PictureFormat.Jpeg, picture);
    }

    public MediaReport Convert(VideoJob job, string input, string output, Deadline deadline)
    {
        var kind = FileInspector.Recognise(input);
        if (!kind.IsVideo)
        {
            throw new JobRefusedException($"a file of the type {kind.MimeType} is no video");
        }

        var video = FileInspector.ReadTables(input, kind);
        string[] streams = [.. Ffmpeg.Input(VideoFormats.NameOf(kind), input), "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1"];
        string[] mp4 = ["-movflags", "+faststart", "-f", "mp4", output];
        if (CanBeTakenOver(video))
        {
            ResourceLimits.AllowFiles(new FileInfo(input).Length + (16 << 20));
            ffmpeg.Run([.. streams, "-c", "copy", .. mp4], deadline);
        }
        else if (video.Duration > TimeSpan.FromSeconds(job.MaxTranscodeSeconds) || video.Duration == TimeSpan.Zero)
        {
            throw new JobRefusedException($"a video of {video.Duration.TotalSeconds:0} s is too long to be encoded anew", WorkerErrors.TooSlow);
        }
        else
        {
            ffmpeg.Run([.. streams, .. Encoding, .. mp4], deadline);
        }

        return new MediaReport { Info = FileInspector.Inspect(output) };
    }

    private static string[] Encoding =>
    [
        "-vf", $"scale='min({LongestEncodedSide},iw)':'min({LongestEncodedSide},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-ac", "2",
    ];

    private static bool CanBeTakenOver(VideoTables video) =>
        video.Codecs.Count > 0 && video.Codecs.All(codec => PlayedEverywhere.Contains(codec));

    /// <summary>The first frame; what follows is not decoded.</summary>
    private static SKBitmap? First(IFrameSource source, SKSizeI size, Deadline deadline)
    {
        SKBitmap? first = null;
        source.Play(size, 25, 1, deadline, (frame, _) =>
        {
            if (first is null)
            {
                first = StillPicture.Bitmap(frame.Width, frame.Height);
                frame.ReadPixels(first.Info, first.GetPixels(), first.RowBytes);
            }
        });
        return first;
    }
}
