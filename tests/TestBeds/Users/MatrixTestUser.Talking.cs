namespace Bridges.TestBeds.Users;

// What a person does in a room. Each sending method returns the event id.
public sealed partial class MatrixTestUser
{
    /// <summary>Sends any event.</summary>
    public async Task<string> SendAsync(string roomId, string type, object content, CancellationToken cancellation = default)
    {
        var answer = await _requests.PutAsync($"{Room(roomId)}/send/{type}/{NextTransaction()}", content, cancellation);
        return answer.GetProperty("event_id").GetString()!;
    }

    /// <summary>Sends plain text.</summary>
    public Task<string> SendTextAsync(string roomId, string text, CancellationToken cancellation = default) =>
        SendAsync(roomId, "m.room.message", new { msgtype = "m.text", body = text }, cancellation);

    /// <summary>Sends formatted text.</summary>
    public Task<string> SendHtmlAsync(string roomId, string text, string html, CancellationToken cancellation = default) =>
        SendAsync(roomId, "m.room.message",
            new { msgtype = "m.text", body = text, format = "org.matrix.custom.html", formatted_body = html }, cancellation);

    /// <summary>Answers a message.</summary>
    public Task<string> ReplyAsync(string roomId, string eventId, string text, CancellationToken cancellation = default) =>
        SendAsync(roomId, "m.room.message", new Dictionary<string, object>
        {
            ["msgtype"] = "m.text",
            ["body"] = text,
            ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = eventId } },
        }, cancellation);

    /// <summary>Replaces a message's text.</summary>
    public Task<string> EditAsync(string roomId, string eventId, string text, CancellationToken cancellation = default) =>
        SendAsync(roomId, "m.room.message", new Dictionary<string, object>
        {
            ["msgtype"] = "m.text",
            ["body"] = $"* {text}",
            ["m.new_content"] = new { msgtype = "m.text", body = text },
            ["m.relates_to"] = new { rel_type = "m.replace", event_id = eventId },
        }, cancellation);

    /// <summary>Reacts to a message.</summary>
    public Task<string> ReactAsync(string roomId, string eventId, string emoji, CancellationToken cancellation = default) =>
        SendAsync(roomId, "m.reaction", new Dictionary<string, object>
        {
            ["m.relates_to"] = new { rel_type = "m.annotation", event_id = eventId, key = emoji },
        }, cancellation);

    /// <summary>Takes an event back.</summary>
    public async Task<string> RedactAsync(string roomId, string eventId, CancellationToken cancellation = default)
    {
        var path = $"{Room(roomId)}/redact/{Uri.EscapeDataString(eventId)}/{NextTransaction()}";
        return (await _requests.PutAsync(path, new { }, cancellation)).GetProperty("event_id").GetString()!;
    }

    /// <summary>Shows that the user types, for up to half a minute, or no longer does.</summary>
    public Task TypeAsync(string roomId, bool typing = true, CancellationToken cancellation = default) =>
        _requests.PutAsync($"{Room(roomId)}/typing/{Uri.EscapeDataString(UserId)}", new { typing, timeout = 30_000 }, cancellation);

    /// <summary>Marks everything up to the event as read.</summary>
    public Task ReadAsync(string roomId, string eventId, CancellationToken cancellation = default) =>
        _requests.PostAsync($"{Room(roomId)}/receipt/m.read/{Uri.EscapeDataString(eventId)}", new { }, cancellation);

    private string NextTransaction() => $"t{Interlocked.Increment(ref _transactions)}";
}
