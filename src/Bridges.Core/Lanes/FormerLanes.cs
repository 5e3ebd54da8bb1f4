using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>
/// Rows from Matrix once stood in their chat's one lane. Those that a former version left go into the lanes of their senders, so that
/// they keep their places before what is new.
/// </summary>
internal static class FormerLanes
{
    /// <returns>Which rows go where.</returns>
    public static IReadOnlyList<(long Row, string Lane)> Moves(IEnumerable<JournalRow> pendingFromMatrix) =>
        [.. pendingFromMatrix.Select(row => (row.Id, Lane: LaneOf(row))).Where(move => move.Lane is not null).Select(move => (move.Id, move.Lane!))];

    private static string? LaneOf(JournalRow row) =>
        LaneKey.ChatOf(row.Lane) is { } chat && LaneKey.SenderOf(row.Lane) is null
        && MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _) && LaneOfEvent.IsSenders(roomEvent)
            ? LaneKey.Of(chat.Network, chat.Chat, roomEvent.Sender)
            : null;
}
