using Bridges.Engines;
using Bridges.Media.Jobs;
using Microsoft.Extensions.Logging;

namespace Bridges.Media.Workers;

/// <summary>One job at a time: a worker that is started when it is needed and ended when there was nothing to do for a while.</summary>
internal sealed class WorkerSlot(Func<MediaOptions> options, string folder, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private WorkerProcess? worker;
    private MediaOptions? begunWith;
    private CancellationTokenSource? idle;

    /// <summary>A worker runs at this moment.</summary>
    public bool IsRunning => worker is not null;

    /// <exception cref="EngineException">It was refused, or the worker died or could not be started.</exception>
    public Task<MediaReport> RunAsync(MediaJob job, string inputPath, string? outputPath, CancellationToken cancellationToken) =>
        UseAsync(
            async process =>
            {
                var (input, output) = process.Folder.Begin(inputPath);
                try
                {
                    var report = await process.RunAsync(new WorkerRequest(job, input, output), cancellationToken);
                    if (outputPath is not null && job.WritesFile)
                    {
                        WorkerFolder.TakeOut(output, outputPath);
                    }

                    return report;
                }
                finally
                {
                    if (!process.IsOver)
                    {
                        process.Folder.Clear();
                    }
                }
            },
            cancellationToken);

    public Task<WorkerReport> DescribeAsync(CancellationToken cancellationToken) =>
        UseAsync(process => process.DescribeAsync(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        if (idle is not null)
        {
            await idle.CancelAsync();
            idle.Dispose();
        }

        await EndAsync();
    }

    private async Task<T> UseAsync<T>(Func<WorkerProcess, Task<T>> use, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (idle is not null)
            {
                await idle.CancelAsync();
            }

            var current = options();
            if (worker is { IsOver: true } || begunWith != current)
            {
                await EndAsync();
            }

            worker ??= new WorkerProcess(begunWith = current, folder, time, loggers);
            await worker.WaitUntilReadyAsync(cancellationToken);
            return await use(worker);
        }
        finally
        {
            if (worker is { IsOver: true })
            {
                await EndAsync();
            }

            EndWhenIdle();
            gate.Release();
        }
    }

    private async Task EndAsync()
    {
        if (worker is { } ended)
        {
            worker = null;
            await ended.DisposeAsync();
        }
    }

    private void EndWhenIdle()
    {
        idle?.Dispose();
        idle = new CancellationTokenSource();
        _ = EndAfterAsync(idle.Token);
    }

    private async Task EndAfterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options().IdleTimeout, time, cancellationToken);
            await gate.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        try
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await EndAsync();
            }
        }
        finally
        {
            gate.Release();
        }
    }
}
