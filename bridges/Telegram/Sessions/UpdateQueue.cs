using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// The ordered queue between the reader of updates and the one that journals them. When it is full the reader waits, and
/// with it the engine and every other account. The bound is lifted while a request to TDLib is under way, whose answer stands
/// behind the updates, and while the account is not up: who waits for either would wait for ever.
/// </summary>
internal sealed class UpdateQueue<T>(int capacity)
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource _room = New();
    private TaskCompletionSource? _empty;
    private int _count;
    private int _lifts;
    private bool _isComplete;

    /// <summary>The item is in the queue when this returns; the task tells when the next may come. A completed queue drops it.</summary>
    public async ValueTask EnqueueAsync(T item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_items.Writer.TryWrite(item))
            {
                return;
            }

            _count++;
        }

        for (var room = Room(); !room.IsCompleted; room = Room())
        {
            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The items in order, until the queue is completed and empty.</summary>
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

    /// <summary>Completes once every item was read and worked off, or nobody reads any more.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= New();
            return _empty.Task;
        }
    }

    /// <summary>What comes from now on is dropped; what is there can still be read.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _items.Writer.TryComplete();
            Wake();
        }
    }

    /// <summary>Nobody reads any more: what is there is dropped too.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _count = 0;
        }

        Complete();
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

    private bool HasRoom => _count < capacity || _lifts > 0 || _isComplete;

    private Task Room()
    {
        lock (_gate)
        {
            return HasRoom ? Task.CompletedTask : _room.Task;
        }
    }

    private void Wake()
    {
        if (HasRoom)
        {
            _room.TrySetResult();
            _room = New();
        }

        if (_count <= 0)
        {
            _empty?.TrySetResult();
            _empty = null;
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
