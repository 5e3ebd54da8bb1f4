using System.Globalization;
using Bridges.Core.JournalRows;
using Bridges.Storage;

namespace Bridges.Core.Status;

/// <summary>
/// Tells a message's way from what the journal and the messages' table keep of it; never what it says. The one record that command
/// line, bot, page and API show.
/// </summary>
public sealed class MessageTraces(Journal journal, MessageTable messages)
{
    private const string LinkPrefix = "https://matrix.to/#/";
    private const int MostRows = 10;

    /// <param name="id">A matrix.to link, an event id, or the network's id of the message: that may be the id of other messages in other chats, too.</param>
    public async Task<MessageTrace> FindAsync(string id, CancellationToken cancellationToken)
    {
        var sought = EventIdOf(id);
        if (sought.Length == 0)
        {
            return new MessageTrace([]);
        }

        var parts = await messages.ByEventAsync(sought, cancellationToken);
        if (parts.Count == 0)
        {
            parts = await messages.ByRemoteIdAsync(sought, cancellationToken);
        }

        return new MessageTrace([.. await RowsAsync(sought, parts, cancellationToken), .. parts.Select(static part => new MessagePassage(part.RoomId, null, "It came through.", [StepOf(part)]))]);
    }

    private async Task<IReadOnlyCollection<MessagePassage>> RowsAsync(string sought, IReadOnlyList<MessageRow> parts, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, MessagePassage>();
        foreach (var part in parts)
        {
            Add(await journal.FindByEventAsync(part.EventId, cancellationToken), part.RoomId);
            if (!part.FromMatrix)
            {
                Add(await journal.FindBySourceAsync(part.Network, SourceKeys.OfMessage(part.Network, part.Chat, part.Message), cancellationToken), part.RoomId);
            }
        }

        Add(await journal.FindByEventAsync(sought, cancellationToken), room: null);
        if (rows.Count == 0 && parts.Count == 0)
        {
            // A network's message that has not come through has no event yet, and nobody knows its chat.
            foreach (var row in await journal.FindBySourceEndAsync(SourceKeys.EndOfMessage(sought), MostRows, cancellationToken))
            {
                Add(row, room: null);
            }
        }

        return rows.Values;

        void Add(JournalRow? found, string? room)
        {
            if (found is { } row)
            {
                rows.TryAdd(row.Id, new MessagePassage(row.RoomId ?? room, row.Id, ConclusionOf(row), [.. StepsOf(row)]));
            }
        }
    }

    private static string EventIdOf(string id)
    {
        var text = id.Trim();
        if (!text.StartsWith(LinkPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        // https://matrix.to/#/!room/$event?via=…
        var path = text[LinkPrefix.Length..].Split('?')[0].Split('/');
        return Uri.UnescapeDataString(path[^1]);
    }

    private static string ConclusionOf(JournalRow row) => row switch
    {
        { State: JournalState.Done, Reason: null } => "It was delivered.",
        { State: JournalState.Done or JournalState.Dead } => $"It was not delivered. {row.Reason}",
        { Reason: { } reason } => $"It waits after {Attempts(row)}: {reason}",
        _ => "It waits for its turn.",
    };

    private static IEnumerable<TraceStep> StepsOf(JournalRow row)
    {
        var from = row.Direction == JournalDirection.FromMatrix ? "Matrix" : row.Network.Value;
        yield return new TraceStep(
            At(row.CreatedAt), $"{(row.Log.Any(attempt => attempt.At <= row.CreatedAt) ? "Begun anew, as received from" : "Received from")} {from} and written to the journal.",
            $"row {row.Id.ToString(CultureInfo.InvariantCulture)}, lane {row.Lane}");
        foreach (var attempt in row.Log)
        {
            yield return new TraceStep(At(attempt.At), attempt.Outcome);
        }

        if (row.HandedOverAt is { } handed)
        {
            yield return new TraceStep(At(handed), $"Handed over to {row.Network}.");
        }

        var reason = row.Reason is { } text ? $": {text}" : ".";
        yield return row.State switch
        {
            JournalState.Done when row.Reason is { } why => new TraceStep(At(row.FinishedAt), $"Finished without having been delivered: {why}"),
            JournalState.Done => new TraceStep(At(row.FinishedAt), "Delivered."),
            JournalState.Dead => new TraceStep(At(row.FinishedAt), $"Given up after {Attempts(row)}{reason}"),
            _ when row.Attempts == 0 => new TraceStep(null, "Waits for its turn."),
            _ => new TraceStep(At(row.NextAttemptAt), $"Is to be tried again then, after {Attempts(row)}{reason}"),
        };
    }

    private static string Attempts(JournalRow row) => row.Attempts switch
    {
        0 => "the first attempt",
        1 => "one attempt",
        var number => $"{number.ToString(CultureInfo.InvariantCulture)} attempts",
    };

    private static TraceStep StepOf(MessageRow part) => new(
        At(part.Timestamp),
        $"{(part.FromMatrix ? $"Is message {part.Message} on {part.Network}" : $"Written on {part.Network} (message {part.Message}) and shown as event {part.EventId}")} in room {part.RoomId}{(part.IsDeleted ? "; deleted since" : "")}.");

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
