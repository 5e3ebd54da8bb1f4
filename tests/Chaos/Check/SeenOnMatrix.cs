using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Check;

/// <summary>A message as a room shows it in the end.</summary>
/// <param name="Text">After its last edit.</param>
/// <param name="RepliesTo">Event id.</param>
internal sealed record SeenOnMatrix(string EventId, string Token, string Sender, string Text, string? RepliesTo, long Timestamp)
{
    /// <summary>The messages of a timeline that stand, oldest first.</summary>
    public static IReadOnlyList<SeenOnMatrix> Read(IReadOnlyList<MatrixEvent> timeline)
    {
        var edits = timeline.Where(seen => seen.Replaces is not null && !seen.IsRedacted).ToLookup(seen => seen.Replaces!);
        return
        [
            .. from seen in timeline
               where seen.Type == "m.room.message" && seen.Replaces is null && !seen.IsRedacted
               let token = Talk.Token.In(seen.Body)
               where token is not null
               let edit = edits[seen.EventId].LastOrDefault(edit => edit.Sender == seen.Sender)
               let text = edit is null ? seen.Body! : edit.Content.GetProperty("m.new_content").GetProperty("body").GetString()!
               select new SeenOnMatrix(seen.EventId, token, seen.Sender, text, seen.RepliesTo, seen.Timestamp),
        ];
    }

    public override string ToString() => $"{Token} by {Sender}";
}
