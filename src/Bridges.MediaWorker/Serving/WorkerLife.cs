using System.Runtime.InteropServices;
using System.Threading.Channels;
using Bridges.Engines.Rpc;
using Bridges.MediaWorker.Videos;
using Bridges.MediaWorker.Work;

namespace Bridges.MediaWorker.Serving;

/// <summary>From the hello to the end of the host's input. Jobs are done one after another.</summary>
internal static class WorkerLife
{
    private const int LongestLine = 1 << 20;
    private const int BrokenInput = 4;

    /// <returns>The exit code.</returns>
    public static int Run(WorkerOptions options)
    {
        // Whoever stops the host with Ctrl+C or by its service group means the host, which then closes the worker's input.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);

        var output = new Output(Console.OpenStandardOutput());
        var ffmpeg = new Ffmpeg(options.Ffmpeg);
        var requests = new Requests(new Jobs(ffmpeg, options.MaxPixels, options.JobLimit), new SelfReport(options, ffmpeg), options, output);
        var lines = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        output.Hello(SelfReport.Version);
        _ = Task.Run(() => ReadAsync(lines.Writer));
        while (lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (lines.Reader.TryRead(out var line))
            {
                requests.Take(line);
            }
        }

        return 0;
    }

    /// <summary>When the host is gone the worker goes at once, in the middle of a job or not.</summary>
    private static async Task ReadAsync(ChannelWriter<byte[]> lines)
    {
        var exitCode = 0;
        try
        {
            await using var input = Console.OpenStandardInput();
            var reader = new LineReader(input, LongestLine);
            while (await reader.ReadAsync(CancellationToken.None) is { } line)
            {
                await lines.WriteAsync(System.Buffers.BuffersExtensions.ToArray(line));
            }
        }
        catch (Exception exception) when (exception is IOException or LineTooLongException)
        {
            await Console.Error.WriteLineAsync($"the host's requests cannot be read: {exception.Message}");
            exitCode = BrokenInput;
        }

        Ffmpeg.EndCurrent();
        Sandboxing.NativeProcess.ExitAtOnce(exitCode);
    }
}
