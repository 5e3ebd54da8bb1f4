using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bridges.Storage;

/// <summary>
/// The one loop that writes. What is queued while a commit runs shares the next one, in the order of queueing. A write
/// that the database refuses fails alone; one whose commit broke off is in doubt until the database answers again.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MaxStatements = 2048;

    private static readonly TimeSpan _probeInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a write that can wait does so at most.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromMilliseconds(25);

    private readonly IDatabaseEngine _engine;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task _writing;
    private bool _inDoubt;

    public GroupCommit(IDatabaseEngine engine, TimeProvider time, ILogger logger)
    {
        _engine = engine;
        _time = time;
        _logger = logger;
        _writing = Task.Run(WriteQueuedAsync);
    }

    /// <summary>
    /// Called on the writing loop once the fate of all writes that were in doubt is decided and can be read, before
    /// anything of a later commit is told.
    /// </summary>
    public Action? DoubtEnded { get; set; }

    /// <summary>Queues a write; waits for a place while the queue is full.</summary>
    public async ValueTask AddAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StorageException("The database is closed.", isTransient: false, exception);
        }
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteQueuedAsync()
    {
        var group = new List<PendingWrite>();
        while (await WaitForWritesAsync())
        {
            group.Clear();
            TakeQueued(group);
            if (group.All(write => write.CanWait))
            {
                await WaitForOthersAsync(group);
            }

            await WriteAsync(group);
        }
    }

    private void TakeQueued(List<PendingWrite> group)
    {
        for (var statements = 0; statements < MaxStatements && _queue.Reader.TryRead(out var write);)
        {
            try
            {
                statements += write.Statements.Count;
                group.Add(write);
            }
            catch (Exception exception)
            {
                write.Fail(Unexplained(exception));
            }
        }
    }

    /// <summary>Gives those who can wait a moment for a write that cannot.</summary>
    private async Task WaitForOthersAsync(List<PendingWrite> group)
    {
        using var patience = new CancellationTokenSource(_longestWait, _time);
        try
        {
            while (group.All(write => write.CanWait) && await _queue.Reader.WaitToReadAsync(patience.Token))
            {
                TakeQueued(group);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody else writes.
        }
    }

    private async Task<bool> WaitForWritesAsync()
    {
        var writes = _queue.Reader.WaitToReadAsync().AsTask();
        while (_inDoubt && !writes.IsCompleted)
        {
            await Task.WhenAny(writes, Task.Delay(_probeInterval, _time));
            if (!writes.IsCompleted)
            {
                // Nobody writes: ask on behalf of those who wait to hear what became of their rows.
                await ProbeAsync();
            }
        }

        return await writes;
    }

    private async Task ProbeAsync()
    {
        try
        {
            await _engine.WriteAsync([], CancellationToken.None);
            EndDoubt();
        }
        catch (Exception exception)
        {
            Log.StillAway(_logger, exception);
        }
    }

    private async Task WriteAsync(List<PendingWrite> group)
    {
        int[] counts;
        try
        {
            counts = await _engine.WriteAsync([.. group.SelectMany(write => write.Statements)], CancellationToken.None);
        }
        catch (Exception exception)
        {
            await FailAsync(group, exception);
            return;
        }

        EndDoubt();
        var offset = 0;
        foreach (var write in group)
        {
            Complete(write, counts.AsSpan(offset, write.Statements.Count).ToArray());
            offset += write.Statements.Count;
        }
    }

    private async Task FailAsync(List<PendingWrite> group, Exception exception)
    {
        var known = exception as StorageException ?? _engine.Translate(exception);
        var failure = known ?? Unexplained(exception);
        if (group.Count > 1 && !failure.IsTransient)
        {
            // One bad write must not take the others with it. Nothing was written, so all may be tried again, in halves.
            Log.GroupFailed(_logger, exception, group.Count);
            await WriteAsync(group[..(group.Count / 2)]);
            await WriteAsync(group[(group.Count / 2)..]);
            return;
        }

        Log.WriteFailed(_logger, exception, group.Count);
        foreach (var write in group)
        {
            if (known is not { IsTransient: false })
            {
                // Only a clear "no" proves that nothing was written: a connection may be lost after the commit.
                _inDoubt = true;
                write.Doubted?.Invoke();
            }

            write.Fail(failure);
        }
    }

    private static StorageException Unexplained(Exception exception) =>
        new($"A change could not be written: {exception.Message}", isTransient: false, exception);

    private void EndDoubt()
    {
        if (!_inDoubt)
        {
            return;
        }

        _inDoubt = false;
        try
        {
            DoubtEnded?.Invoke();
        }
        catch (Exception exception)
        {
            Log.CallbackFailed(_logger, exception);
        }
    }

    private void Complete(PendingWrite write, int[] counts)
    {
        try
        {
            write.Committed?.Invoke(counts);
        }
        catch (Exception exception)
        {
            // Whoever was to be told may have heard half of it.
            Log.CallbackFailed(_logger, exception);
            _inDoubt = true;
            write.Doubted?.Invoke();
        }

        write.Succeed(counts);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Writes} writes was refused; it is tried in halves")]
        public static partial void GroupFailed(ILogger logger, Exception exception, int writes);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Writes} writes failed")]
        public static partial void WriteFailed(ILogger logger, Exception exception, int writes);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The database does not answer yet")]
        public static partial void StillAway(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "What follows a commit failed")]
        public static partial void CallbackFailed(ILogger logger, Exception exception);
    }
}
