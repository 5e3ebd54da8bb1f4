using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Media.Tests.Beds;

/// <summary>The real worker, and Debian's ffmpeg, in a folder of their own.</summary>
public sealed class MediaBed : IAsyncDisposable
{
    private readonly TempFolder folder = TempFolder.Create("media");
    private int files;

    public MediaBed()
        : this(options => options)
    {
    }

    private MediaBed(Func<MediaOptions, MediaOptions> change)
    {
        Options = change(new MediaOptions
        {
            Folder = folder.Combine("media"),
            WorkerPath = Path.Combine(AppContext.BaseDirectory, "bridges-media-worker.dll"),
            FfmpegPath = Environment.GetEnvironmentVariable("BRIDGES_FFMPEG") is { Length: > 0 } chosen ? chosen : InstalledParts.Ffmpeg,
        });
        Workers = new MediaWorkers(Options, TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>One whose options differ from the usual.</summary>
    public static MediaBed With(Func<MediaOptions, MediaOptions> change) => new(change);

    public MediaOptions Options { get; }

    public MediaWorkers Workers { get; }

    public string NewPath(string name) => folder.Combine($"{++files}-{name}");

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = NewPath(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Does a job that is to succeed; tells where the result is.</summary>
    public async Task<(string Path, MediaReport Report)> ConvertAsync(MediaJob job, string input)
    {
        var output = NewPath("result");
        var result = await Workers.RunAsync(job, input, output, CancellationToken.None);
        Assert.True(result.IsDone, $"{job} failed: {result.Failure}");
        return (output, result.Report);
    }

    /// <summary>Asks about a file.</summary>
    public async Task<MediaReport> AskAsync(MediaJob job, string input)
    {
        var result = await Workers.RunAsync(job, input, null, CancellationToken.None);
        Assert.True(result.IsDone, $"{job} failed: {result.Failure}");
        return result.Report;
    }

    public Task<MediaReport> ProbeAsync(string path) => AskAsync(new ProbeJob(), path);

    /// <summary>Does a job that is not to succeed.</summary>
    public async Task<MediaFailure> FailAsync(MediaJob job, string input)
    {
        var result = await Workers.RunAsync(job, input, NewPath("nothing"), CancellationToken.None);
        Assert.False(result.IsDone, $"{job} made {result.Report}");
        return result.Failure;
    }

    public async ValueTask DisposeAsync()
    {
        await Workers.DisposeAsync();
        folder.Dispose();
    }
}
