using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>Compares a chat's history with what was bridged of it and journals the difference: messages, edits, deletions.</summary>
internal sealed class ChatComparison(MessageTable messages, Journal journal, RemoteEventJournal remoteEvents, TimeProvider time)
{
    /// <summary>How many of the newest messages of a chat are compared one by one.</summary>
    private const int Window = 100;

    /// <summary>
    /// How many of those that were bridged are, at the beginning of a session and in a chat that people are busy with: there
    /// they edit and delete older ones, too.
    /// </summary>
    private const int BusyWindow = 500;

    /// <summary>The longest gap that is filled.</summary>
    private const int MaxMissed = 2000;

    private const int MaxPending = 256;

    private static readonly TimeSpan _busy = TimeSpan.FromDays(1);

    /// <param name="since">What is younger concerns the bridge, even in a chat of which it knows nothing.</param>
    /// <returns>How many events were missed.</returns>
    public async Task<int> RunAsync(RunningAccount account, IReadsHistory history, ChatSummary summary, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var chat = summary.Key;
        var isBusy = account.OwesFullLook && summary.LastActivity >= time.GetUtcNow() - _busy;
        // In this order: what comes in while the history is read must not look as if it were no longer there.
        var pending = await PendingAsync(account.Network, chat, cancellationToken);
        var bridged = await messages.NewestAsync(account.Network, chat, isBusy ? BusyWindow : Window, cancellationToken);
        var window = Math.Max(Window, bridged.Count);
        var newest = await ReadAsync(after: null, window);

        var known = bridged.ToLookup(row => row.Message);
        var deleted = Deleted(chat, newest, window, bridged, pending);
        if (newest.Count == window && newest[0].Timestamp >= since)
        {
            // The gap may be longer than the window, with messages in it that came in live.
            var before = await messages.NewestBeforeAsync(account.Network, chat, since.ToUnixTimeMilliseconds(), cancellationToken);
            newest = await ReadAsync(before?.Message is { } last && last.BeforeMove() is null ? last : null, MaxMissed);
        }

        var missed = Missed(newest, known, since).Concat(await GoneAsync(account, chat, deleted, cancellationToken)).ToList();
        foreach (var remoteEvent in missed)
        {
            await remoteEvents.AppendAsync(account, remoteEvent, replayed: true, cancellationToken);
        }

        return missed.Count;

        Task<IReadOnlyList<RemoteMessage>> ReadAsync(RemoteMessageId? after, int limit) =>
            ModuleCalls.RunAsync(() => history.ReadHistoryAsync(chat, after, limit, cancellationToken), ModulePatience.Reading, time, cancellationToken);
    }

    /// <summary>Those of what looks deleted that are, as far as the network can be asked: what its library shows of a history may have holes.</summary>
    private async Task<IEnumerable<RemoteDeletion>> GoneAsync(RunningAccount account, ChatKey chat, IEnumerable<RemoteDeletion> deleted, CancellationToken cancellationToken)
    {
        var suspects = deleted.ToList();
        var gone = await MessageChecks.FindGoneAsync(account, chat, suspects.ConvertAll(deletion => deletion.Target), time, cancellationToken);
        return gone is null ? suspects : suspects.Where(deletion => gone.Contains(deletion.Target));
    }

    /// <summary>Messages that wait in the journal for their turn.</summary>
    private async Task<IReadOnlyList<RemoteMessage>> PendingAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        var rows = await journal.ReadLaneAsync(LaneKey.Of(network, chat), afterId: 0, MaxPending, cancellationToken);
        return [.. rows.Where(row => row.Direction == JournalDirection.FromNetwork).Select(row => JournaledRemoteEvent.TryRead(row)?.Event).OfType<RemoteMessage>()];
    }

    private static IEnumerable<RemoteEvent> Missed(IReadOnlyList<RemoteMessage> read, ILookup<RemoteMessageId, MessageRow> known, DateTimeOffset since)
    {
        var follows = false;
        foreach (var message in read)
        {
            if (known[message.Id].FirstOrDefault() is { } row)
            {
                follows = true;
                if (message.Version > row.Version && !row.IsDeleted)
                {
                    yield return Edit(message);
                }

                continue;
            }

            // Older than all that was bridged: history that nobody asked for.
            if (!follows && message.Timestamp < since)
            {
                continue;
            }

            // What stands behind it does so whatever its time says, which on some networks is the author's clock.
            follows = true;
            yield return message;
            if (message.Version > 0)
            {
                // The journal may have the message as it was before; then this is news.
                yield return Edit(message);
            }
        }
    }

    private static RemoteEdit Edit(RemoteMessage message) => new()
    {
        Chat = message.Chat,
        Target = message.Id,
        Sender = message.Sender,
        FromSelf = message.FromSelf,
        Parts = message.Parts,
        Timestamp = message.Timestamp,
        Version = message.Version,
    };

    /// <summary>Messages that were heard of, lie inside the stretch that was read, and are not there any more.</summary>
    /// <param name="window">How many were asked for.</param>
    private IEnumerable<RemoteDeletion> Deleted(
        ChatKey chat, IReadOnlyList<RemoteMessage> read, int window, IReadOnlyList<MessageRow> bridged, IReadOnlyList<RemoteMessage> pending)
    {
        // What was said before the chat moved is in its history only where the account may still read that.
        var ofNow = read.Where(message => message.Id.BeforeMove() is null).ToList();
        if (ofNow.Count == 0)
        {
            return [];
        }

        var present = ofNow.Select(message => message.Id).ToHashSet();
        // Of a shared chat an account may not see what was said before it came, and another account may have told of what this
        // one has not heard of yet. Else fewer than were asked for means that there is nothing older.
        var isShared = chat.Receiver is null;
        var isWhole = read.Count < window && !isShared;
        var (oldest, newest) = (Place(ofNow[0]), Place(ofNow[^1]));
        return bridged.Where(row => !row.IsDeleted).Select(row => (row.Message, Place: Place(row.Message, row.Timestamp)))
            .Concat(pending.Select(message => (Message: message.Id, Place: Place(message))))
            .Where(heard => heard.Message.BeforeMove() is null && (isWhole || heard.Place.IsBehind(oldest)) && (!isShared || newest.IsBehind(heard.Place)) && !present.Contains(heard.Message))
            .Select(heard => heard.Message)
            .Distinct()
            .Select(gone => new RemoteDeletion { Chat = chat, Target = gone, Timestamp = time.GetUtcNow() });
    }

    private static MessagePlace Place(RemoteMessage message) => Place(message.Id, message.Timestamp.ToUnixTimeMilliseconds());

    private static MessagePlace Place(RemoteMessageId message, long timestamp) => new(timestamp, message.Value);

    /// <summary>Where a message stands in its chat. Within one second the ids tell, where a network counts them; else nothing does.</summary>
    private readonly record struct MessagePlace(long Timestamp, string Id)
    {
        private bool IsCounted => Id.All(char.IsAsciiDigit);

        /// <summary>That it is, for certain.</summary>
        public bool IsBehind(MessagePlace other) =>
            Timestamp != other.Timestamp ? Timestamp > other.Timestamp
            : IsCounted && other.IsCounted && (Id.Length != other.Id.Length ? Id.Length > other.Id.Length : string.CompareOrdinal(Id, other.Id) > 0);
    }
}
