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

    /// <param name="id">A matrix.to link, an event id, or the network's id of the message.</param>
    public async Task<MessageTrace> FindAsync(string id, CancellationToken cancellationToken)
    {
        var sought = EventIdOf(id);
        if (sought.Length == 0)
        {
            return new MessageTrace(null, [], new HashSet<string>());
        }

        var parts = await messages.ByEventAsync(sought, cancellationToken);
        if (parts.Count == 0)
        {
            parts = await messages.ByRemoteIdAsync(sought, cancellationToken);
        }

        var rows = await RowsAsync(sought, parts, cancellationToken);
        var newest = rows.MaxBy(row => row.Id);
        var steps = rows.SelectMany(StepsOf).Concat(parts.Select(StepOf)).OrderBy(step => step.At ?? DateTimeOffset.MaxValue);
        return new MessageTrace(ConclusionOf(newest, parts.Count > 0), [.. steps], rows.Select(row => row.RoomId).OfType<string>().Concat(parts.Select(part => part.RoomId)).ToHashSet(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyCollection<JournalRow>> RowsAsync(string sought, IReadOnlyList<MessageRow> parts, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, JournalRow>();
        foreach (var eventId in parts.Select(part => part.EventId).Append(sought).Distinct(StringComparer.Ordinal))
        {
            Add(await journal.FindByEventAsync(eventId, cancellationToken));
        }

        foreach (var part in parts.Where(part => !part.FromMatrix))
        {
            Add(await journal.FindBySourceAsync(part.Network, SourceKeys.OfMessage(part.Network, part.Chat, part.Message), cancellationToken));
        }

        if (rows.Count == 0 && parts.Count == 0)
        {
            // A network's message that has not come through has no event yet, and nobody knows its chat.
            foreach (var row in await journal.FindBySourceEndAsync(SourceKeys.EndOfMessage(sought), MostRows, cancellationToken))
            {
                Add(row);
            }
        }

        return rows.Values;

        void Add(JournalRow? row)
        {
            if (row is not null)
            {
                rows.TryAdd(row.Id, row);
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

    private static string? ConclusionOf(JournalRow? newest, bool isKnown) => newest switch
    {
        null => isKnown ? "It came through." : null,
        { State: JournalState.Done, Reason: null } => "It was delivered.",
        { State: JournalState.Done or JournalState.Dead } => $"It was not delivered. {newest.Reason}",
        { Reason: { } reason } => $"It waits after {Attempts(newest)}: {reason}",
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
