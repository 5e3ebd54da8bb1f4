using System.Security.Cryptography;
using System.Text;
using Bridges.Chaos.Tests.Databases;
using Bridges.Chaos.Tests.Stage;
using Bridges.Chaos.Tests.Talk;
using Bridges.Storage;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Check;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>
/// What is to be seen of a chat on both sides and in the bridge's journal, for whoever looks for the cause of a fault. It
/// judges nothing.
/// </summary>
internal static class Evidence
{
    /// <param name="faults">What is said of those that they name comes first.</param>
    public static async Task<string> CollectAsync(ChaosStage stage, IChaosDatabase database, Conversation conversation, IReadOnlyList<string> faults)
    {
        var timeline = await stage.Alice.TimelineAsync(conversation.Room!);
        var onTelegram = conversation.Chat.Messages.Select(message =>
            $"  {message.Date:HH:mm:ss} {message.IdFor(stage.AliceOnTelegram)} by {message.Sender}: {(message.Media is Media.Poll poll ? $"asks {poll.Question}" : message.Text)}{(message.IsPinned ? " (pinned)" : "")}{(message.IsDeleted ? " (deleted)" : "")}{(message.EditDate is { } edited ? $" (edited {edited:HH:mm:ss})" : "")}").ToList();
        var onMatrix = timeline.Where(seen => seen.Type is "m.room.message" or "m.room.redaction" or Pinboard.Type or Polls.Start or Polls.Response).Select(seen =>
            $"  {DateTimeOffset.FromUnixTimeMilliseconds(seen.Timestamp):HH:mm:ss.fff} {seen.EventId} {Kind(seen)} by {seen.Sender}: {seen.Body}").ToList();
        var journal = await database.ReadAsync(
            $"""
            SELECT journal.id, direction, COALESCE(payloads.source_key, journal.source_key), source, state, attempts, event_id, created_at, finished_at, handed_over_at, reason
            FROM journal LEFT JOIN payloads ON payloads.id = journal.id
            WHERE lane IN (SELECT lane FROM journal WHERE room = (SELECT number FROM names WHERE name = '{conversation.Room}')) ORDER BY journal.id
            """);
        var named = faults.SelectMany(Token.AllIn).Distinct().Take(6).ToList();
        var events = timeline.Where(seen => named.Contains(Token.In(seen.Body) ?? "")).SelectMany(seen => new[] { seen.EventId, SourceOf(seen.EventId) }).ToList();
        IEnumerable<string> concerned =
        [
            .. onTelegram.Concat(onMatrix).Where(line => named.Exists(line.Contains)),
            .. journal.Where(row => events.Exists(row.Contains)).Select(row => $"  {row}"),
        ];
        return $"Chat {conversation.Number}, those that are named:\n{string.Join('\n', concerned)}\n"
            + $"on Telegram:\n{string.Join('\n', onTelegram)}\non Matrix:\n{string.Join('\n', onMatrix)}\nin the journal:\n  {string.Join("\n  ", journal)}\n";
    }

    /// <summary>As what was delivered has it.</summary>
    private static string SourceOf(string eventId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JournalKeys.OfEvent(eventId))))[..32];

    private static string Kind(MatrixEvent seen) =>
        seen.Type == "m.room.redaction" ? $"takes back {seen.Content}{(seen.Raw.TryGetProperty("redacts", out var target) ? target : "")}"
        : seen.Replaces is { } edited ? $"edits {edited}"
        : seen.Type is not "m.room.message" ? $"{seen.Type} {seen.Content}"
        : seen.IsRedacted ? "redacted" : "message";
}
