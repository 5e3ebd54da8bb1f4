using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Bridges.Telegram.Accounts.Updates;

/// <summary>
/// The ordered queue between the reader of updates and the one that journals them. When it is full the reader waits, and
/// with it the engine. The bound is lifted while a request to TDLib is under way: its answer stands behind the updates, so
/// that one who waits for it would wait for ever.
/// </summary>
internal sealed class UpdateQueue<T>(int capacity)
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource _room = New();
    private int _count;
    private int _lifts;

    /// <summary>The item is in the queue when this returns; the task tells when the next may come.</summary>
    public async ValueTask EnqueueAsync(T item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _count++;
        }

        _items.Writer.TryWrite(item);
        for (var room = Room(); !room.IsCompleted; room = Room())
        {
            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The items in order, until the token is cancelled.</summary>
    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _items.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
            lock (_gate)
            {
                _count--;
                Wake();
            }
        }
    }

    /// <summary>Lifts the bound until the result is disposed.</summary>
    public IDisposable LiftBound()
    {
        lock (_gate)
        {
            _lifts++;
            Wake();
        }

        return new Lift(this);
    }

    private Task Room()
    {
        lock (_gate)
        {
            return _count < capacity || _lifts > 0 ? Task.CompletedTask : _room.Task;
        }
    }

    private void Wake()
    {
        if (_count < capacity || _lifts > 0)
        {
            _room.TrySetResult();
            _room = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Lift(UpdateQueue<T> queue) : IDisposable
    {
        private int _isDone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDone, 1) == 0)
            {
                lock (queue._gate)
                {
                    queue._lifts--;
                }
            }
        }
    }
}
