using Bridges.Media.Jobs;
using Bridges.MediaWorker.Sandboxing;
using Bridges.MediaWorker.Videos;

namespace Bridges.MediaWorker.Serving;

/// <summary>What the worker can say of its own walls and of ffmpeg.</summary>
internal sealed class SelfReport(WorkerOptions options, Ffmpeg ffmpeg)
{
    private static readonly string[] Decoders = ["h264", "hevc", "vp8", "vp9", "libvpx-vp9", "aac", "mp3float", "opus", "vorbis", "gif", "apng", "amrnb"];
    private static readonly string[] Encoders = ["libx264", "aac", "libopus", "gif", "apng"];

    public static string Version { get; } = typeof(SelfReport).Assembly.GetName().Version?.ToString(3) ?? "";

    public WorkerReport Make()
    {
        var report = new WorkerReport { Landlock = options.Landlock ?? 0, FiltersSystemCalls = SystemCallFilter.Rules is not null };
        if (!ffmpeg.IsThere)
        {
            return report;
        }

        try
        {
            var deadline = new Deadline(TimeSpan.FromSeconds(20));
            var version = ffmpeg.Ask("-version", deadline).Split('\n')[0];
            IEnumerable<string> missing =
            [
                .. Missing(ffmpeg.Ask("-decoders", deadline), Decoders).Select(name => $"decoder {name}"),
                .. Missing(ffmpeg.Ask("-encoders", deadline), Encoders).Select(name => $"encoder {name}"),
            ];
            return report with { FfmpegVersion = version, MissingCodecs = [.. missing] };
        }
        catch (JobRefusedException refused)
        {
            return report with { FfmpegProblem = refused.Message };
        }
    }

    /// <summary>ffmpeg lists one codec a line: flags, name, description.</summary>
    private static IEnumerable<string> Missing(string list, IEnumerable<string> needed)
    {
        var names = list.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1)
            .Select(words => words[1]).ToHashSet(StringComparer.Ordinal);
        return needed.Where(name => !names.Contains(name));
    }
}
