using System.Threading.Channels;
using Bridges.Engines;
using Bridges.Media.Caching;
using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Workers;
using Microsoft.Extensions.Logging;

namespace Bridges.Media;

/// <summary>The media worker as the host sees it: jobs wait for their turn, results are kept, files that kill are remembered.</summary>
public sealed partial class MediaWorkers : IMediaWorkers, IAsyncDisposable
{
    private volatile MediaOptions options;
    private readonly ILogger logger;
    private readonly ResultCache cache;
    private readonly BadFiles badFiles;
    private readonly List<WorkerSlot> slots;
    private readonly Channel<WorkerSlot> free;
    private readonly CancellationTokenSource stopping = new();
    private int waiting;

    public MediaWorkers(MediaOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        logger = loggers.CreateLogger<MediaWorkers>();
        var work = Path.Combine(options.Folder, "work");
        Tidy(work);
        cache = new ResultCache(Path.Combine(options.Folder, "cache"), options.CacheBytes, time);
        badFiles = new BadFiles(Path.Combine(options.Folder, "bad"), time);
        slots = [.. Enumerable.Range(0, Math.Max(1, options.Parallel)).Select(_ => new WorkerSlot(() => this.options, work, time, loggers))];
        free = Channel.CreateBounded<WorkerSlot>(slots.Count);
        slots.ForEach(slot => free.Writer.TryWrite(slot));
    }

    /// <inheritdoc/>
    public AnimationJob Stickers => options.Stickers;

    /// <inheritdoc/>
    public int MaxTranscodeSeconds => options.MaxTranscodeSeconds;

    /// <summary>What a result depends on beside the file and the job.</summary>
    private string Recipe => $"{typeof(MediaWorkers).Assembly.GetName().Version} {options.FfmpegPath is not null} {options.MaxMegapixels}";

    /// <summary>Workers that run at this moment.</summary>
    public int Running => slots.Count(slot => slot.IsRunning);

    /// <inheritdoc/>
    public async Task<MediaResult> RunAsync(MediaJob job, string inputPath, string? outputPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.WritesFile && outputPath is null)
        {
            throw new ArgumentException("This job writes a file and needs to be told where.", nameof(outputPath));
        }

        var file = await FileFingerprint.OfAsync(inputPath, cancellationToken);
        if (badFiles.Contains(file))
        {
            return Fail(job, inputPath, MediaFailureKind.KillsWorker, "the file has killed the media worker before");
        }

        var name = job.IsKept && file.IsExact ? ResultCache.NameOf(file, job, Recipe) : null;
        if (name is not null && cache.Take(name, job.WritesFile ? outputPath : null) is { } kept)
        {
            return MediaResult.Done(kept);
        }

        var result = await RunInTurnAsync(job, inputPath, outputPath, file, cancellationToken);
        if (name is not null && result.IsDone)
        {
            cache.Keep(name, result.Report, job.WritesFile ? outputPath : null);
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<WorkerReport> DescribeAsync(CancellationToken cancellationToken)
    {
        var slot = await free.Reader.ReadAsync(cancellationToken);
        try
        {
            return await slot.DescribeAsync(cancellationToken);
        }
        finally
        {
            free.Writer.TryWrite(slot);
        }
    }

    /// <summary>From now on other limits count; a job under way ends within those that it began with.</summary>
    public void Limit(int memoryMb, int maxMegapixels, int maxTranscodeSeconds) =>
        options = options with { MemoryMb = memoryMb, MaxMegapixels = maxMegapixels, MaxTranscodeSeconds = maxTranscodeSeconds };

    /// <summary>Ends the workers; jobs under way are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var slot in slots)
        {
            await slot.DisposeAsync();
        }

        stopping.Dispose();
    }

    private async Task<MediaResult> RunInTurnAsync(
        MediaJob job, string inputPath, string? outputPath, FileFingerprint file, CancellationToken cancellationToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        if (Interlocked.Increment(ref waiting) > options.MaxWaiting + slots.Count)
        {
            Interlocked.Decrement(ref waiting);
            return Fail(job, inputPath, MediaFailureKind.Unavailable, "too many files wait to be converted");
        }

        try
        {
            var slot = await free.Reader.ReadAsync(life.Token);
            try
            {
                return MediaResult.Done(await slot.RunAsync(job, inputPath, outputPath, life.Token));
            }
            catch (EngineException exception)
            {
                return Explain(job, inputPath, file, exception);
            }
            finally
            {
                free.Writer.TryWrite(slot);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private MediaResult Explain(MediaJob job, string inputPath, FileFingerprint file, EngineException exception)
    {
        switch (exception)
        {
            case EngineRequestException refused:
                return Fail(job, inputPath, KindOf(refused.Code), refused.Message);
            case EngineUnavailableException:
                return Fail(job, inputPath, MediaFailureKind.Unavailable, exception.Message);
            default:
                // It died over this file, or was so stuck that it did not even watch its own clock.
                badFiles.Add(file);
                Log.Killed(logger, file.Hash, exception.Message);
                return Fail(job, inputPath, MediaFailureKind.KillsWorker, "the file killed the media worker");
        }
    }

    private MediaResult Fail(MediaJob job, string inputPath, MediaFailureKind kind, string text)
    {
        var type = FileSniffer.Read(inputPath);
        Log.Failed(logger, job.GetType().Name, type.MimeType, kind, text);
        return MediaResult.Failed(new MediaFailure(kind, text, MediaFallbacks.For(job, type.MimeType)));
    }

    private static MediaFailureKind KindOf(int code) => code switch
    {
        WorkerErrors.NeedsFfmpeg => MediaFailureKind.NeedsFfmpeg,
        WorkerErrors.TooSlow => MediaFailureKind.TooSlow,
        WorkerErrors.TooLarge => MediaFailureKind.TooLarge,
        _ => MediaFailureKind.Refused,
    };

    /// <summary>Removes what a host that was killed has left.</summary>
    private static void Tidy(string work)
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }

        Directory.CreateDirectory(work);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Job} of a file of the type {Type} was not done ({Kind}): {Reason}")]
        public static partial void Failed(ILogger logger, string job, string type, MediaFailureKind kind, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The file with the hash {Hash} killed the media worker and is not tried again: {Reason}")]
        public static partial void Killed(ILogger logger, string hash, string reason);
    }
}
