using System.Diagnostics;
using Bridges.Media.Jobs;

namespace Bridges.MediaWorker.Videos;

/// <summary>
/// Runs ffmpeg. It gets local files and pipes only, and is told the input's format after a look at the file's bytes: so a "video" cannot be a
/// list of other files to read. It inherits this process's walls and limits.
/// </summary>
internal sealed class Ffmpeg(string? path)
{
    private const string MostPixels = "16777216";

    private static readonly string[] Common =
        ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-max_alloc", "134217728", "-threads", "1", "-protocol_whitelist", "file,pipe"];

    private static Process? current;

    public bool IsThere => path is not null;

    /// <summary>Ends the ffmpeg that runs at this moment: it must not outlive the worker.</summary>
    public static void EndCurrent()
    {
        try
        {
            Volatile.Read(ref current)?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Arguments that say how an input file is read.</summary>
    public static string[] Input(string format, string file, params string[] decoding) =>
        ["-max_pixels", MostPixels, .. decoding, "-f", format, "-i", file];

    /// <summary>Converts from file to file.</summary>
    public void Run(IEnumerable<string> arguments, Deadline deadline)
    {
        using var run = Start(arguments, deadline);
        run.Finish();
    }

    /// <summary>Hands on what it writes to its standard output, in pieces of a size; the last piece may be shorter.</summary>
    public void Read(IEnumerable<string> arguments, Deadline deadline, int pieceBytes, Action<ReadOnlyMemory<byte>> take)
    {
        using var run = Start(arguments, deadline);
        var piece = new byte[pieceBytes];
        for (int count; (count = run.Output.ReadAtLeast(piece, pieceBytes, throwOnEndOfStream: false)) > 0;)
        {
            deadline.Check();
            take(piece.AsMemory(0, count));
        }

        run.Finish();
    }

    /// <summary>Its output on a question about itself.</summary>
    public string Ask(string question, Deadline deadline)
    {
        using var run = new FfmpegRun(Path, ["-hide_banner", question], deadline, process => Volatile.Write(ref current, process));
        using var reader = new StreamReader(run.Output);
        var answer = reader.ReadToEnd();
        run.Finish();
        return answer;
    }

    /// <summary>Starts it; what it reads from its standard input is written by the caller.</summary>
    public FfmpegRun Start(IEnumerable<string> arguments, Deadline deadline)
    {
        var seconds = (int)Math.Ceiling(deadline.Left.TotalSeconds) + 1;
        return new FfmpegRun(Path, [.. Common, "-timelimit", $"{seconds}", .. arguments], deadline, process => Volatile.Write(ref current, process));
    }

    private string Path => path ?? throw new JobRefusedException("it needs ffmpeg, and there is none", WorkerErrors.NeedsFfmpeg);
}
