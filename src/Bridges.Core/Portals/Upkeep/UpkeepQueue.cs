using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>
/// What is to be mended in which rooms: one entry for each chat, however often it is asked for. Chats in which something happened
/// go before those that are merely due. A chat is worked on by one at a time.
/// </summary>
internal sealed class UpkeepQueue
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(NetworkId, ChatKey), UpkeepTask> _waiting = [];
    private readonly Dictionary<(NetworkId, ChatKey), (UpkeepTask Task, CancellationTokenSource Overtaken)> _underWay = [];
    private readonly List<UpkeepTask> _putOff = [];
    private readonly Dictionary<(NetworkId, ChatKey), int> _held = [];
    private readonly Queue<(NetworkId, ChatKey)> _soon = [];
    private readonly Queue<(NetworkId, ChatKey)> _later = [];

    /// <summary>One for each entry of both.</summary>
    private readonly Channel<bool> _entries = Channel.CreateUnbounded<bool>();

    /// <param name="merge">Adds to what is asked for already.</param>
    /// <param name="soon">Something happened in the chat.</param>
    public void Add(RunningAccount account, ChatKey chat, Func<UpkeepTask, UpkeepTask> merge, bool soon)
    {
        var key = (account.Network, chat);
        lock (_lock)
        {
            var isNew = !_waiting.TryGetValue(key, out var before);
            var task = merge(before ?? new UpkeepTask(account, chat));
            _waiting[key] = task with { IsSoon = task.IsSoon || soon };
            if (isNew || (soon && !before!.IsSoon))
            {
                Offer(key, soon);
            }
        }
    }

    /// <summary>Nothing is to be done, nor under way.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 && _underWay.Count == 0;
            }
        }
    }

    /// <summary>A task that failed is to be resumed later (<see cref="Resume"/>).</summary>
    public void PutOff(UpkeepTask task)
    {
        lock (_lock)
        {
            _putOff.Add(task);
        }
    }

    /// <param name="merge">Adds the task to what is asked for since.</param>
    public void Resume(UpkeepTask task, Func<UpkeepTask, UpkeepTask> merge)
    {
        lock (_lock)
        {
            _putOff.RemoveAll(other => ReferenceEquals(other, task));
            Add(task.Account, task.Chat, merge, task.IsSoon);
        }
    }

    /// <summary>Somebody went: what is under way in the chat, or put off, must not bring them back.</summary>
    public void Left(NetworkId network, ChatKey chat, RemoteUserId user)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue((network, chat), out var waiting))
            {
                waiting.Joined.Remove(user);
            }

            if (_underWay.TryGetValue((network, chat), out var underWay))
            {
                underWay.Task.Left.Add(user);
            }

            foreach (var task in _putOff.Where(task => task.Account.Network == network && task.Chat == chat))
            {
                task.Left.Add(user);
            }
        }
    }

    /// <summary>Nothing of a chat is taken until the answer is disposed of; what is under way is told that it is overtaken.</summary>
    public IDisposable Hold(NetworkId network, ChatKey chat)
    {
        lock (_lock)
        {
            _held[(network, chat)] = _held.GetValueOrDefault((network, chat)) + 1;
            if (_underWay.TryGetValue((network, chat), out var underWay))
            {
                _ = underWay.Overtaken.CancelAsync();
            }
        }

        return new Held(this, (network, chat));
    }

    /// <summary>The next task; to be given back by <see cref="Done"/>.</summary>
    public async Task<UpkeepTask> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _entries.Reader.ReadAsync(cancellationToken);
            if (TryTake() is { } task)
            {
                return task;
            }
        }
    }

    public void Done(UpkeepTask task)
    {
        lock (_lock)
        {
            var key = (task.Account.Network, task.Chat);
            if (_underWay.Remove(key, out var underWay))
            {
                underWay.Overtaken.Dispose();
            }

            OfferAgain(key);
        }
    }

    private void Release((NetworkId, ChatKey) key)
    {
        lock (_lock)
        {
            if (--_held[key] == 0)
            {
                _held.Remove(key);
                OfferAgain(key);
            }
        }
    }

    /// <summary>What was passed over meanwhile.</summary>
    private void OfferAgain((NetworkId, ChatKey) key)
    {
        if (_waiting.TryGetValue(key, out var next))
        {
            Offer(key, next.IsSoon);
        }
    }

    private void Offer((NetworkId, ChatKey) key, bool soon)
    {
        (soon ? _soon : _later).Enqueue(key);
        _entries.Writer.TryWrite(true);
    }

    /// <summary>Null where it was taken by its other entry, is held, or is under way.</summary>
    private UpkeepTask? TryTake()
    {
        lock (_lock)
        {
            var key = _soon.Count > 0 ? _soon.Dequeue() : _later.Dequeue();
            if (_underWay.ContainsKey(key) || _held.ContainsKey(key) || !_waiting.Remove(key, out var task))
            {
                return null;
            }

            var overtaken = new CancellationTokenSource();
            var taken = task with { Overtaken = overtaken.Token };
            _underWay[key] = (taken, overtaken);
            return taken;
        }
    }

    private sealed class Held(UpkeepQueue queue, (NetworkId, ChatKey) key) : IDisposable
    {
        private bool _isReleased;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isReleased, true))
            {
                queue.Release(key);
            }
        }
    }
}
