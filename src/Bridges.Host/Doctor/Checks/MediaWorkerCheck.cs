using Bridges.Engines;
using Bridges.Media;
using Bridges.Media.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Doctor;

/// <summary>The media worker starts, is shut in, and has an ffmpeg that knows what is needed.</summary>
internal sealed class MediaWorkerCheck : IDoctorCheck
{
    private const UnixFileMode Execution = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TemporaryFolderWorks)
        {
            return [DoctorFinding.NotChecked("media worker", "it needs the temporary folder")];
        }

        // In a folder of its own: a host may be running.
        var folder = Directory.CreateTempSubdirectory("bridges-doctor-");
        try
        {
            var options = patient.Configuration.ToMediaOptions() with { Folder = folder.FullName };
            await using var workers = new MediaWorkers(options, patient.TimeProvider, NullLoggerFactory.Instance);
            return [.. Judge(await workers.DescribeAsync(cancellationToken), options.FfmpegPath)];
        }
        catch (EngineException exception)
        {
            return [DoctorFinding.Wrong("media worker", exception.Message, "Install the program again, with its media folder: until then files go on as they are.")];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<DoctorFinding> Judge(WorkerReport report, string? ffmpeg)
    {
        yield return report.Landlock > 0
            ? DoctorFinding.Fine($"media worker starts, shut in by Landlock {report.Landlock}")
            : DoctorFinding.Fine("media worker starts", "This kernel has no Landlock (5.13 or newer, and lsm=landlock): a decoder that is tricked could read what the host can.");
        yield return ffmpeg is null
            ? DoctorFinding.NotChecked("ffmpeg", "there is none: video stickers, GIFs and voice messages of some networks go on as files. Install ffmpeg, or name it in media.ffmpeg")
            : report.FfmpegProblem is not null && IsScript(ffmpeg)
            ? DoctorFinding.Wrong(
                $"ffmpeg {ffmpeg}", "It is a script, and the media worker, which is shut in, may start that one program only and no shell.",
                $"Name the program that the script starts in media.ffmpeg (tail {ffmpeg}), such as /usr/bin/ffmpeg.")
            : report.FfmpegProblem is { } problem
            ? DoctorFinding.Wrong($"ffmpeg {ffmpeg}", problem, "Install ffmpeg, correct media.ffmpeg, or set it to none.")
            : report.MissingCodecs.Count > 0
            ? DoctorFinding.Wrong($"ffmpeg {ffmpeg}", $"It lacks {string.Join(", ", report.MissingCodecs)}.", "Name a fuller ffmpeg in media.ffmpeg, such as Debian's.")
            : DoctorFinding.Fine($"ffmpeg {ffmpeg}: {report.FfmpegVersion}, with all codecs that are needed");
    }

    /// <summary>Whether it is one that could be run outside of the wall.</summary>
    private static bool IsScript(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return stream.ReadByte() == '#' && stream.ReadByte() == '!' && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Execution) != UnixFileMode.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
