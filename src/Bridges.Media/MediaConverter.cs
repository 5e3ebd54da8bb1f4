using Bridges.Abstractions;
using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.Media.Results;

namespace Bridges.Media;

/// <summary>The media worker in the terms of the module contract.</summary>
public sealed class MediaConverter(IMediaWorkers workers) : IMediaConverter
{
    private const int UsualSide = 640;

    /// <inheritdoc/>
    public async Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken)
    {
        var info = await RunAsync(new ProbeJob(), path, null, cancellationToken);
        var description = Describe(info, path);
        if (info.Info.MimeType.StartsWith("audio/", StringComparison.Ordinal))
        {
            var sound = await workers.RunAsync(new WaveformJob(), path, null, cancellationToken);
            return description with { Waveform = sound.Report?.Waveform ?? [], Duration = description.Duration ?? DurationOf(sound.Report?.Info) };
        }

        return info.Info.MimeType.StartsWith("image/", StringComparison.Ordinal)
            ? description with { BlurHash = await BlurAsync(path, cancellationToken) }
            : description;
    }

    /// <inheritdoc/>
    public async Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversion);
        var source = await RunAsync(new ProbeJob(), path, null, cancellationToken);
        var job = JobFor(conversion, source.Info);
        var output = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var report = await RunAsync(job, path, output, cancellationToken);
        var named = output + report.Info.Extension;
        File.Move(output, named);
        return new ConvertedMedia(named, Describe(report, named));
    }

    internal MediaJob JobFor(MediaConversion conversion, MediaInfo source)
    {
        var side = conversion.MaximumSide;
        var moves = source.IsAnimated || IsVideo(source);
        if (conversion.FirstFrame && IsVideo(source))
        {
            return new PosterJob(side ?? UsualSide);
        }

        return conversion.ContentType switch
        {
            "image/webp" when conversion.Square => new StickerJob(side ?? 512, conversion.MaximumSize ?? 500_000),
            "image/webp" when moves && !conversion.FirstFrame => Animation(AnimationFormat.Webp),
            "image/gif" => Animation(AnimationFormat.Gif),
            "image/apng" => Animation(AnimationFormat.Apng),
            "video/mp4" when IsVideo(source) => new VideoJob(workers.MaxTranscodeSeconds),
            "video/mp4" => Animation(AnimationFormat.Mp4) with { LongestSide = side ?? UsualSide },
            "image/jpeg" or "image/png" or "image/webp" => new PictureJob(FormatOf(conversion.ContentType), side ?? 4096, 80, conversion.MaximumSize),
            "audio/ogg" => new VoiceJob(VoiceFormat.OggOpus),
            "audio/mp4" or "audio/aac" or "audio/m4a" => new VoiceJob(VoiceFormat.M4a),
            _ => throw new MediaConversionException($"Nothing can be converted to {conversion.ContentType} here."),
        };

        AnimationJob Animation(AnimationFormat format) =>
            workers.Stickers with { Format = format, LongestSide = side ?? workers.Stickers.LongestSide, MaxBytes = conversion.MaximumSize };
    }

    private static PictureFormat FormatOf(string contentType) => contentType switch
    {
        "image/png" => PictureFormat.Png,
        "image/webp" => PictureFormat.Webp,
        _ => PictureFormat.Jpeg,
    };

    private static bool IsVideo(MediaInfo info) =>
        info.MimeType.StartsWith("video/", StringComparison.Ordinal) && info.MimeType != FileKind.Lottie.MimeType;

    private async Task<MediaReport> RunAsync(MediaJob job, string path, string? output, CancellationToken cancellationToken)
    {
        var result = await workers.RunAsync(job, path, output, cancellationToken);
        return result.IsDone ? result.Report : throw new MediaConversionException(Sentence(result.Failure));
    }

    private async Task<string?> BlurAsync(string path, CancellationToken cancellationToken) =>
        (await workers.RunAsync(new BlurHashJob(), path, null, cancellationToken)).Report?.BlurHash;

    private static string Sentence(MediaFailure failure) => $"The file cannot be converted: {failure.Text}.";

    private static MediaDescription Describe(MediaReport report, string path) => new()
    {
        ContentType = report.Info.MimeType,
        Size = new FileInfo(path).Length,
        Width = report.Info.Width,
        Height = report.Info.Height,
        Duration = DurationOf(report.Info),
        IsAnimated = report.Info.IsAnimated,
        BlurHash = report.BlurHash,
        Waveform = report.Waveform ?? [],
    };

    private static TimeSpan? DurationOf(MediaInfo? info) => info?.DurationMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
