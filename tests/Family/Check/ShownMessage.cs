using System.Text.Json;
using Bridges.TestBeds.Users;

namespace Bridges.Family.Tests.Check;

/// <summary>A message as a room shows it in the end: what holds the place of a slow file has become the file.</summary>
internal sealed record ShownMessage(string Sender, JsonElement Content)
{
    public string Body => Text("body");

    /// <summary>Whether it says of a message that it takes its time, which is no fault of a busy machine.</summary>
    public bool IsWordOfDelay => Text("msgtype") == "m.notice" && Body.Contains("has not reached", StringComparison.Ordinal);

    public bool IsPicture => Text("msgtype") == "m.image";

    /// <summary>What stands in a timeline, oldest first.</summary>
    public static ShownMessage[] Read(IReadOnlyList<MatrixEvent> timeline)
    {
        var edits = timeline.Where(seen => seen.Replaces is not null && !seen.IsRedacted).ToLookup(seen => (seen.Replaces, seen.Sender));
        return
        [
            .. from seen in timeline
               where seen.Type == "m.room.message" && seen.Replaces is null && !seen.IsRedacted
               let edit = edits[(seen.EventId, seen.Sender)].LastOrDefault()
               select new ShownMessage(seen.Sender, edit?.Content.GetProperty("m.new_content") ?? seen.Content),
        ];
    }

    /// <summary>Whether it is this very picture; false while the file is not there yet.</summary>
    public async Task<bool> ShowsAsync(byte[] picture, MatrixTestUser reader, CancellationToken cancellation)
    {
        try
        {
            return IsPicture && (await reader.DownloadAsync(Text("url"), cancellation)).SequenceEqual(picture);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string Text(string name) => Content.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
