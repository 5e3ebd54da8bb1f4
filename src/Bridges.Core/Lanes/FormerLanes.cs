using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>
/// Puts rows that wait in lanes of before into those of now, so that they keep their places before what is new. Rows from Matrix once stood in
/// their chat's one lane, now in those of their senders; and where a chat got another key, what was written before stands under the former one.
/// </summary>
internal static class FormerLanes
{
    /// <param name="chats">The chat that a room is now.</param>
    /// <returns>Which rows go where.</returns>
    public static IReadOnlyList<(long Row, string Lane)> Moves(IEnumerable<JournalRow> pendingFromMatrix, IReadOnlyDictionary<string, ChatKey> chats) =>
    [
        .. pendingFromMatrix.Select(row => (Row: row, Lane: LaneOfSender(row) ?? row.Lane))
            .GroupBy(placed => (placed.Row.RoomId, Sender: LaneKey.SenderOf(placed.Lane)))
            .SelectMany(group => group.Key is { RoomId: { } room, Sender: { } sender } ? Together([.. group], sender, chats.TryGetValue(room, out var chat) ? chat : null) : group)
            .Where(placed => placed.Lane != placed.Row.Lane)
            .Select(placed => (placed.Row.Id, placed.Lane)),
    ];

    /// <summary>What one person wrote in one room stands in one lane: theirs of the chat that the room is now; where it is none, where the newest stands.</summary>
    private static IEnumerable<(JournalRow Row, string Lane)> Together(IReadOnlyList<(JournalRow Row, string Lane)> placed, UserId sender, ChatKey? chat)
    {
        var newest = placed.MaxBy(one => one.Row.Id);
        var lane = chat is { } now ? LaneKey.Of(newest.Row.Network, now, sender) : newest.Lane;
        return placed.Select(one => (one.Row, lane));
    }

    private static string? LaneOfSender(JournalRow row) =>
        LaneKey.ChatOf(row.Lane) is { } chat && LaneKey.SenderOf(row.Lane) is null
        && MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _) && LaneOfEvent.IsSenders(roomEvent)
            ? LaneKey.Of(chat.Network, chat.Chat, roomEvent.Sender)
            : null;
}
