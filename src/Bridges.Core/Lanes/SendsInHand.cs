using System.Collections.Immutable;
using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>
/// Messages that are being handed to a network, or were when a process died, and whose ids are not known yet. The network may tell of such a
/// message before whoever sent it knows its id: it must not be taken for a new one. From any thread.
/// </summary>
internal sealed class SendsInHand
{
    private const int MostRemembered = 50_000;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<(NetworkId, ChatKey), List<Send>> _byChat = [];
    private readonly Dictionary<long, Send> _byRow = [];
    private readonly HashSet<(NetworkId, ChatKey)> _everUsed = [];

    public SendsInHand(Database database, RowEnds ends, TimeProvider time)
    {
        _database = database;
        _time = time;
        ends.Told = End;
    }

    /// <summary>Remembers all that may have been handed over by a process that died: called before any lane begins.</summary>
    public void Recover(IEnumerable<JournalRow> pending)
    {
        foreach (var lane in pending.GroupBy(row => row.Lane, StringComparer.Ordinal))
        {
            if (LaneKey.ChatOf(lane.Key) is not { } chat || LaneKey.SenderOf(lane.Key) is not { } sender)
            {
                continue;
            }

            // A network that knows repeats has no mark of the hand-over: the row in hand and those whose ends were under way may have been.
            var ordinal = 0;
            foreach (var row in lane.OrderBy(row => row.Id))
            {
                if (row.State == JournalState.HandingOver || ordinal <= LaneCompletions.MaxUnderWay)
                {
                    Begin(row, chat.Chat, sender, recognizes: null, isCertain: row.State == JournalState.HandingOver);
                    MayBeThere(row.Id);
                }

                ordinal++;
            }
        }
    }

    /// <param name="recognizes">Whether a message that the network tells of may be it.</param>
    public void BeginMessage(JournalRow row, ChatKey chat, UserId sender, Func<RemoteMessage, bool> recognizes) => Begin(row, chat, sender, recognizes, isCertain: true);

    /// <summary>A change of something that was said before: no message comes of it.</summary>
    public void BeginChange(JournalRow row, ChatKey chat, UserId sender) => Begin(row, chat, sender, static _ => false, isCertain: true);

    /// <summary>It was carried out, or it cannot be told whether it was.</summary>
    public void MayBeThere(long row)
    {
        lock (_gate)
        {
            if (_byRow.TryGetValue(row, out var send))
            {
                send.MayBeThere = true;
            }
        }
    }

    /// <summary>This try surely did nothing; one before it, of a process that died for instance, may have done it all the same.</summary>
    public void NothingDone(long row)
    {
        lock (_gate)
        {
            if (_byRow.TryGetValue(row, out var send) && !send.MayBeThere)
            {
                End(row);
            }
        }
    }

    /// <summary>It has ended, or surely was not carried out.</summary>
    public void End(long row)
    {
        lock (_gate)
        {
            if (!_byRow.Remove(row, out var send))
            {
                return;
            }

            send.Ended.SetResult();
            Remove(send);
        }
    }

    /// <summary>Whether anything was sent to a chat since the host runs: then what comes from there may be its echo.</summary>
    public bool WasUsed(NetworkId network, ChatKey chat)
    {
        lock (_gate)
        {
            return _everUsed.Count >= MostRemembered || _everUsed.Contains((network, chat));
        }
    }

    /// <summary>Waits for those sends that are in hand now, for none of them longer than until it has taken a time.</summary>
    /// <param name="which">Those that matter.</param>
    /// <returns>Whether all have ended.</returns>
    public Task<bool> WaitAsync(NetworkId network, ChatKey chat, Func<Send, bool> which, TimeSpan limit, CancellationToken cancellationToken) =>
        WaitAsync(network, chat, which, told: null, limit, limit, cancellationToken);

    /// <summary>Waits for those of them that may be the message that the network tells of.</summary>
    /// <param name="told">The message; null: it may be any of them.</param>
    /// <param name="untilRead">For so long it is waited until it is known what is being sent, which after a restart needs the network.</param>
    /// <returns>Whether none of those that are still in hand may be it.</returns>
    public async Task<bool> WaitAsync(
        NetworkId network, ChatKey chat, Func<Send, bool> which, RemoteMessage? told, TimeSpan untilRead, TimeSpan limit, CancellationToken cancellationToken)
    {
        Send[] sends;
        lock (_gate)
        {
            sends = _byChat.TryGetValue((network, chat), out var known) ? [.. known.Where(which)] : [];
        }

        if (sends.Length > 0)
        {
            _database.Hurry();
        }

        var haveEnded = true;
        foreach (var send in sends)
        {
            haveEnded &= await WaitAsync(send, told, untilRead, limit, cancellationToken);
        }

        return haveEnded;
    }

    private async Task<bool> WaitAsync(Send send, RemoteMessage? told, TimeSpan untilRead, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (told is not null)
        {
            await WaitAsync(Task.WhenAny(send.Ended.Task, send.Read.Task), send, untilRead, cancellationToken);
            if (!send.MayBe(told))
            {
                return true;
            }
        }

        return await WaitAsync(send.Ended.Task, send, limit, cancellationToken);
    }

    private async Task<bool> WaitAsync(Task task, Send send, TimeSpan limit, CancellationToken cancellationToken)
    {
        var left = limit - _time.GetElapsedTime(send.Began);
        try
        {
            await task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Begin(JournalRow row, ChatKey chat, UserId sender, Func<RemoteMessage, bool>? recognizes, bool isCertain)
    {
        lock (_gate)
        {
            if (!_byRow.TryGetValue(row.Id, out var send))
            {
                _byRow[row.Id] = send = new Send(row.Network, chat, sender, _time.GetTimestamp());
                Add(send);
            }
            else if (send.Chat != chat)
            {
                // The chat moved after a restart had found the row in its former lane.
                Remove(send);
                send.Chat = chat;
                Add(send);
            }

            send.IsCertain |= isCertain;
            if (recognizes is not null)
            {
                send.Is(recognizes);
            }
        }
    }

    private void Add(Send send)
    {
        if (!_byChat.TryGetValue((send.Network, send.Chat), out var sends))
        {
            _byChat[(send.Network, send.Chat)] = sends = [];
        }

        sends.Add(send);
        if (_everUsed.Count < MostRemembered)
        {
            _everUsed.Add((send.Network, send.Chat));
        }
    }

    private void Remove(Send send)
    {
        var sends = _byChat[(send.Network, send.Chat)];
        sends.Remove(send);
        if (sends.Count == 0)
        {
            _byChat.Remove((send.Network, send.Chat));
        }
    }

    /// <summary>A send in hand.</summary>
    internal sealed class Send(NetworkId network, ChatKey chat, UserId sender, long began)
    {
        public NetworkId Network => network;

        /// <summary>Where it goes.</summary>
        public ChatKey Chat { get; set; } = chat;

        /// <summary>Who wrote it on Matrix.</summary>
        public UserId Sender => sender;

        public long Began => began;

        /// <summary>The hand-over began for certain; else perhaps, to a network that knows repeats.</summary>
        public bool IsCertain { get; set; }

        /// <summary>Some of it may have got through.</summary>
        public bool MayBeThere { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>It is known what is being sent.</summary>
        public TaskCompletionSource Read { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What is sent in pieces is several.</summary>
        private ImmutableArray<Func<RemoteMessage, bool>> Messages { get; set; } = [];

        public void Is(Func<RemoteMessage, bool> recognizes)
        {
            Messages = Messages.Add(recognizes);
            Read.TrySetResult();
        }

        public bool MayBe(RemoteMessage told) => Messages is not [_, ..] known || known.Any(recognizes => recognizes(told));
    }
}
