using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Notes when a message is to vanish.</summary>
internal static class MessageTimers
{
    public static IEnumerable<Statement> Of(PartContext part, EventId eventId)
    {
        if (part.Message.Timer is not { After.Ticks: > 0 } timer)
        {
            return [];
        }

        var sent = part.Message.Timestamp.ToUnixTimeMilliseconds();
        var after = (long)timer.After.TotalMilliseconds;
        return [TimerTable.Insert(new TimerRow(eventId.Value, part.Key, part.Portal.RoomId!, after, sent, timer.FromRead ? null : sent + after, part.Lane.Current?.Id ?? 0))];
    }
}
