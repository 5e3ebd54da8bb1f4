using System.Threading.Channels;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Management;

/// <summary>
/// Tells each reader something in its order. What the homeserver does not take now waits, a day at most, and holds up no other reader's;
/// the oldest gives way when too much does.
/// </summary>
/// <param name="notTold">Hears of a notice's first failure, and of the last where it is dropped.</param>
internal sealed class NoticeQueue<TReader>(int capacity, TimeProvider time, Action<Exception> notTold)
    where TReader : notnull
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly Channel<Notice> _new = Channel.CreateBounded<Notice>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly List<Notice> _waiting = [];

    /// <param name="tell">Called until it does not fail for a passing reason; never twice at once.</param>
    public void Add(TReader reader, Func<CancellationToken, Task> tell) => _new.Writer.TryWrite(new Notice(reader, tell, time.GetUtcNow()));

    public async Task RunAsync(CancellationToken stopping)
    {
        var more = _new.Reader.WaitToReadAsync(stopping).AsTask();
        while (true)
        {
            await (_waiting.Count == 0 ? (Task)more : Task.WhenAny(more, Task.Delay(_pause, time, stopping)));
            stopping.ThrowIfCancellationRequested();
            while (_new.Reader.TryRead(out var notice))
            {
                _waiting.Add(notice);
            }

            if (more.IsCompleted)
            {
                more = _new.Reader.WaitToReadAsync(stopping).AsTask();
            }

            _waiting.RemoveRange(0, Math.Max(0, _waiting.Count - capacity));
            await TellAsync(stopping);
        }
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        var unreached = new HashSet<TReader>();
        foreach (var notice in _waiting.ToList())
        {
            if (unreached.Contains(notice.Reader))
            {
                continue;
            }

            if (await IsOverAsync(notice, stopping))
            {
                _waiting.Remove(notice);
            }
            else
            {
                unreached.Add(notice.Reader);
            }
        }
    }

    /// <returns>False where it may work later.</returns>
    private async Task<bool> IsOverAsync(Notice notice, CancellationToken stopping)
    {
        try
        {
            await notice.Tell(stopping);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var isPassing = exception is HomeserverUnreachableException or StorageException or MatrixException { IsTransient: true };
            var isOver = !isPassing || time.GetUtcNow() - notice.Since > _longest;
            if (isOver || !notice.HasFailed)
            {
                notTold(exception);
            }

            notice.HasFailed = true;
            return isOver;
        }
    }

    private sealed class Notice(TReader reader, Func<CancellationToken, Task> tell, DateTimeOffset since)
    {
        public TReader Reader => reader;

        public Func<CancellationToken, Task> Tell => tell;

        public DateTimeOffset Since => since;

        public bool HasFailed { get; set; }
    }
}
