using System.Globalization;
using Bridges.Storage;

namespace Bridges.Core.Administration;

/// <summary>Tells a message's way from what the journal and the messages' table keep of it; never what it says.</summary>
public sealed class MessageTraces(Journal journal, MessageTable messages)
{
    private const string LinkPrefix = "https://matrix.to/#/";

    /// <summary>Every step that is known, in order; none where nothing is known of it.</summary>
    /// <param name="id">A matrix.to link, an event id, or the network's id of the message.</param>
    public async Task<IReadOnlyList<TraceStep>> FindAsync(string id, CancellationToken cancellationToken)
    {
        var sought = EventIdOf(id);
        var parts = await messages.ByEventAsync(sought, cancellationToken);
        if (parts.Count == 0)
        {
            parts = await messages.ByRemoteIdAsync(sought, cancellationToken);
        }

        var steps = new List<TraceStep>();
        var events = new[] { sought }.Concat(parts.Select(part => part.EventId)).Distinct(StringComparer.Ordinal);
        foreach (var eventId in events)
        {
            if (await journal.FindByEventAsync(eventId, cancellationToken) is { } row)
            {
                steps.AddRange(StepsOf(row));
            }
        }

        steps.AddRange(parts.Select(StepOf));
        return [.. steps.OrderBy(step => step.At ?? DateTimeOffset.MaxValue)];
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

    private static IEnumerable<TraceStep> StepsOf(JournalRow row)
    {
        var from = row.Direction == JournalDirection.FromMatrix ? "Matrix" : row.Network.Value;
        yield return new TraceStep(At(row.CreatedAt), $"Received from {from} and written to the journal (row {row.Id.ToString(CultureInfo.InvariantCulture)}, lane {row.Lane}).");
        if (row.HandedOverAt is { } handed)
        {
            yield return new TraceStep(At(handed), $"Handed over to {row.Network}.");
        }

        var reason = row.Reason is { } text ? $": {text}" : ".";
        yield return row.State switch
        {
            JournalState.Done => new TraceStep(At(row.FinishedAt), "Delivered."),
            JournalState.Dead => new TraceStep(At(row.FinishedAt), $"Given up after {row.Attempts.ToString(CultureInfo.InvariantCulture)} attempts{reason}"),
            _ => new TraceStep(At(row.NextAttemptAt), row.Attempts == 0 ? "Waits for its turn." : $"Waits for its next attempt after {row.Attempts.ToString(CultureInfo.InvariantCulture)}{reason}"),
        };
    }

    private static TraceStep StepOf(MessageRow part) => new(
        At(part.Timestamp),
        $"{(part.FromMatrix ? $"Is message {part.Message} on {part.Network}" : $"Written on {part.Network} (message {part.Message}) and shown as event {part.EventId}")} in room {part.RoomId}{(part.IsDeleted ? "; deleted since" : "")}.");

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
