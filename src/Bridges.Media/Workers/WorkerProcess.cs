using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;
using Bridges.Media.Jobs;
using Microsoft.Extensions.Logging;

namespace Bridges.Media.Workers;

/// <summary>One life of a worker: started for a job, there for more of them one after another, never started again.</summary>
internal sealed class WorkerProcess : IEngineEvents, IAsyncDisposable
{
    private const int Protocol = 1;

    /// <summary>What the worker needs beyond the limit of its own, which it keeps by itself.</summary>
    private const long MemorySlack = 256 << 20;

    // Usually less than a second; where the machine is busy with other things, a file is worth a wait.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How much later than the worker itself its host gives a job up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Engine engine;
    private readonly TimeSpan jobLimit;

    public WorkerProcess(MediaOptions options, string parentFolder, TimeProvider time, ILoggerFactory loggers)
    {
        jobLimit = options.JobLimit;
        Folder = new WorkerFolder(parentFolder);
        engine = new Engine(Describe(options, Folder.Root), this, time, loggers);
        engine.Start();
    }

    public WorkerFolder Folder { get; }

    /// <summary>It is of no use any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Waits until it takes jobs.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be started.</exception>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);

    /// <exception cref="EngineException">It refused the job, or it died.</exception>
    public async Task<MediaReport> RunAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        var parameters = JsonSerializer.SerializeToNode(request, MediaJson.Default.WorkerRequest)!.AsObject();
        var answer = await AskAsync("run", parameters, JobLimits.Of(request.Job, jobLimit) + Grace, cancellationToken);
        return answer.Deserialize(MediaJson.Default.MediaReport) ?? throw new EngineStoppedException("The media worker gave no report.");
    }

    public async Task<WorkerReport> DescribeAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync("describe", null, StartTimeout + Grace, cancellationToken);
        return answer.Deserialize(MediaJson.Default.WorkerReport) ?? throw new EngineStoppedException("The media worker gave no report.");
    }

    ValueTask IEngineEvents.OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    Task IEngineEvents.OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
    {
        ready.TrySetResult();
        return Task.CompletedTask;
    }

    void IEngineEvents.OnStateChanged(EngineStatus status)
    {
        if (status.Condition is EngineCondition.Backoff or EngineCondition.Broken)
        {
            IsOver = true;
            ready.TrySetException(new EngineUnavailableException(status.Problem ?? "The media worker does not run."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsOver = true;
        await engine.DisposeAsync();
        Folder.Dispose();
    }

    private async Task<JsonElement> AskAsync(string method, JsonObject? parameters, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.RequestAsync(method, parameters, timeout, cancellationToken);
        }
        catch (Exception exception) when (exception is not EngineRequestException)
        {
            // Dead, stuck, or busy with what nobody wants any more.
            IsOver = true;
            throw;
        }
    }

    private static EngineOptions Describe(MediaOptions options, string folder)
    {
        List<string> arguments =
        [
            options.WorkerPath, "--folder", folder, "--memory-mb", $"{options.MemoryMb}", "--max-megapixels", $"{options.MaxMegapixels}",
            "--seconds", $"{(int)options.JobLimit.TotalSeconds}",
        ];
        if (options.FfmpegPath is { } ffmpeg)
        {
            arguments.AddRange(["--ffmpeg", ffmpeg]);
        }

        return new EngineOptions
        {
            Name = "media",
            FileName = DotnetProgram.FileName,
            Arguments = arguments,
            StartTimeout = StartTimeout,
            MemoryLimitBytes = ((long)options.MemoryMb << 20) + MemorySlack,
            MaxLineBytes = 1 << 20,
            StopTimeout = TimeSpan.FromSeconds(2),
            // A worker that died is replaced by a new one with a folder of its own, when there is a job.
            FirstBackoff = TimeSpan.FromHours(1),
            LongestBackoff = TimeSpan.FromHours(1),
            CheckHello = hello => hello.Protocol == Protocol
                ? null
                : $"The media worker speaks protocol {hello.Protocol}, not {Protocol}. Install the one that came with this host.",
        };
    }
}
