using System.Threading.Channels;

namespace Bridges.Engines.Rpc;

/// <summary>
/// Notifications that were read and not yet consumed, bounded in bytes. Short read-ahead lets answers pass a busy consumer; when it is used
/// up, the reader waits here, the pipe fills, and the engine itself is held back.
/// </summary>
internal sealed class NotificationQueue(long maxBytes)
{
    private readonly Channel<Notification> queue =
        Channel.CreateUnbounded<Notification>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly Lock gate = new();
    private long queuedBytes;
    private TaskCompletionSource? room;
    private int timesHeldBack;

    /// <summary>The engine's output is not being read at this moment.</summary>
    public bool IsHoldingBack
    {
        get
        {
            lock (gate)
            {
                return room is not null;
            }
        }
    }

    /// <summary>How often reading had to wait so far.</summary>
    public int TimesHeldBack => Volatile.Read(ref timesHeldBack);

    /// <summary>Adds one, then waits until there is room for a next.</summary>
    public ValueTask AddAsync(Notification notification, CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
        {
            queuedBytes += notification.Size;
            queue.Writer.TryWrite(notification);
            if (queuedBytes <= maxBytes)
            {
                return ValueTask.CompletedTask;
            }

            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = room.Task;
            Interlocked.Increment(ref timesHeldBack);
        }

        return new ValueTask(wait.WaitAsync(cancellationToken));
    }

    /// <summary>No more will come.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>Hands them out one by one until completed and empty.</summary>
    public async Task DeliverAsync(Func<Notification, CancellationToken, ValueTask> consumer, CancellationToken cancellationToken)
    {
        await foreach (var notification in queue.Reader.ReadAllAsync(cancellationToken))
        {
            await consumer(notification, cancellationToken);
            lock (gate)
            {
                queuedBytes -= notification.Size;
                if (queuedBytes <= maxBytes)
                {
                    room?.TrySetResult();
                    room = null;
                }
            }
        }
    }
}
