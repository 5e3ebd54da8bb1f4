using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>What vanishes there vanishes here, too. Of one's own messages the time begins with the sending.</summary>
internal static class SentTimers
{
    public static IEnumerable<Statement> Of(JournalRow row, PortalRow portal, MatrixEvent roomEvent, DisappearingTimer? timer, SentMessage sent)
    {
        if (timer is { After.Ticks: > 0 } set)
        {
            var (at, after) = (sent.Timestamp.ToUnixTimeMilliseconds(), (long)set.After.TotalMilliseconds);
            yield return TimerTable.Insert(new TimerRow(roomEvent.EventId.Value, new MessageKey(portal.Network, portal.Chat, sent.Ids[0]), roomEvent.RoomId.Value, after, at, at + after, row.Id));
        }
    }
}
