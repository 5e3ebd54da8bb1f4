using System.Text.Json;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Check;

/// <summary>A message as a room shows it in the end.</summary>
/// <param name="Text">After its last edit.</param>
/// <param name="RepliesTo">Event id.</param>
/// <param name="Picture">How many bytes its picture has; null for a text.</param>
internal sealed record SeenOnMatrix(string EventId, string Token, string Sender, string Text, string? RepliesTo, long Timestamp, long? Picture)
{
    /// <summary>The messages of a timeline that stand, oldest first.</summary>
    public static IReadOnlyList<SeenOnMatrix> Read(IReadOnlyList<MatrixEvent> timeline)
    {
        var edits = timeline.Where(seen => seen.Replaces is not null && !seen.IsRedacted).ToLookup(seen => seen.Replaces!);
        return
        [
            .. from seen in timeline
               // The bot's notice of how a poll stands begins with the question.
               where (seen.Type == "m.room.message" && seen.MessageType != "m.notice" || seen.Type == Talk.Polls.Start) && seen.Replaces is null && !seen.IsRedacted
               let edit = edits[seen.EventId].LastOrDefault(edit => edit.Sender == seen.Sender)
               let content = edit is null ? seen.Content : edit.Content.GetProperty("m.new_content")
               let text = Talk.Polls.QuestionOf(seen) ?? (content.TryGetProperty("body", out var body) ? body.GetString() : null)
               // What stands in for a file that takes its time may say something else.
               let token = Talk.Token.In(text)
               where token is not null
               select new SeenOnMatrix(seen.EventId, token, seen.Sender, text, seen.RepliesTo, seen.Timestamp, PictureOf(content)),
        ];
    }

    private static long? PictureOf(JsonElement content) => content.TryGetProperty("msgtype", out var type) && type.GetString() == "m.image"
        ? content.GetProperty("info").GetProperty("size").GetInt64()
        : null;

    public override string ToString() => $"{Token} by {Sender}";
}
