using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Bridges.Media.Jobs;

namespace Bridges.MediaWorker.Videos;

/// <summary>One process of ffmpeg.</summary>
internal sealed class FfmpegRun : IDisposable
{
    private const int MostErrorText = 500;

    private readonly Process process;
    private readonly Deadline deadline;
    private readonly Action<Process?> onChange;
    private readonly Timer clock;
    private readonly Task<string> error;

    public FfmpegRun(string path, IEnumerable<string> arguments, Deadline deadline, Action<Process?> onChange)
    {
        this.deadline = deadline;
        this.onChange = onChange;
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        if (FfmpegLibraries.Of(path) is [_, var libraries])
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new JobRefusedException($"ffmpeg ({path}) cannot be started: {exception.Message}", WorkerErrors.NeedsFfmpeg);
        }

        onChange(process);
        error = ReadErrorAsync(process.StandardError);
        clock = new Timer(_ => Kill(), null, deadline.Left + TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Waits for its end.</summary>
    /// <exception cref="JobRefusedException">It failed.</exception>
    public void Finish()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }

        process.WaitForExit();
        deadline.Check();
        if (process.ExitCode != 0)
        {
            throw new JobRefusedException($"ffmpeg refused it ({process.ExitCode}): {error.GetAwaiter().GetResult()}");
        }
    }

    public void Dispose()
    {
        Kill();
        onChange(null);
        clock.Dispose();
        process.Dispose();
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>Reads all, so that it never waits for us, and keeps the beginning.</summary>
    private static async Task<string> ReadErrorAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        var part = new char[4096];
        for (int count; (count = await reader.ReadAsync(part)) > 0;)
        {
            kept.Append(part, 0, Math.Min(count, MostErrorText - Math.Min(MostErrorText, kept.Length)));
        }

        return kept.ToString().Trim();
    }
}
