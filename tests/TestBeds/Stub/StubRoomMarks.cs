using System.Globalization;
using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary>How users keep rooms: their tags, push rules and marks of being unread, and the <c>/sync</c> that tells of them.</summary>
public sealed class StubRoomMarks
{
    private const string PushRules = "m.push_rules";

    private readonly Lock _lock = new();
    private readonly List<Mark> _marks = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A user gives a room a tag, or takes it off.</summary>
    public void Tag(string user, string room, string tag, bool isOn)
    {
        lock (_lock)
        {
            var tags = Last(user, room, "m.tag") is { } before ? before.GetProperty("tags").EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal) : [];
            _ = isOn ? tags.Add(tag) : tags.Remove(tag);
            Add(user, room, "m.tag", new { tags = tags.ToDictionary(one => one, _ => new { }) });
        }
    }

    /// <summary>A user mutes a room, or lets it sound again.</summary>
    public void Mute(string user, string room, bool isOn)
    {
        lock (_lock)
        {
            var rooms = Last(user, room: null, PushRules) is { } before
                ? before.GetProperty("global").GetProperty("room").EnumerateArray().Select(rule => rule.GetProperty("rule_id").GetString()!).ToHashSet(StringComparer.Ordinal)
                : [];
            _ = isOn ? rooms.Add(room) : rooms.Remove(room);
            Add(user, room: null, PushRules, new { global = new { room = rooms.Select(one => new { rule_id = one, enabled = true, actions = Array.Empty<string>() }) } });
        }
    }

    /// <summary>A user marks a room as unread, or takes the mark off.</summary>
    public void MarkUnread(string user, string room, bool isOn)
    {
        lock (_lock)
        {
            Add(user, room, "m.marked_unread", new { unread = isOn });
        }
    }

    /// <summary>Null when the request is none of these.</summary>
    internal async ValueTask<StubAnswer?> AnswerAsync(StubRequest request, CancellationToken cancellation)
    {
        switch (request.Method, request.Parts)
        {
            case ("PUT" or "DELETE", ["user", var user, "rooms", var room, "tags", var tag]):
                Tag(user, room, tag, request.Method == "PUT");
                return StubAnswer.Empty;
            case ("PUT" or "DELETE", ["pushrules", "global", "room", var muted]):
                Mute(request.UserId, muted, request.Method == "PUT");
                return StubAnswer.Empty;
            case ("PUT", ["user", var user, "rooms", var room, "account_data", "m.marked_unread"]):
                MarkUnread(user, room, request.Json.GetProperty("unread").GetBoolean());
                return StubAnswer.Empty;
            case ("GET", ["sync"]):
                return await SyncAsync(request, cancellation);
            default:
                return null;
        }
    }

    private async Task<StubAnswer> SyncAsync(StubRequest request, CancellationToken cancellation)
    {
        var since = request.Query.TryGetValue("since", out var token) ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(int.Parse(request.Query["timeout"], CultureInfo.InvariantCulture));
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (token is null || patience.IsCancellationRequested || _marks.Skip(since).Any(mark => mark.User == request.UserId))
                {
                    return Told([.. _marks.Skip(since).Where(mark => mark.User == request.UserId)], _marks.Count);
                }

                more = _more.Task;
            }

            await more.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static StubAnswer Told(IReadOnlyList<Mark> marks, int next)
    {
        return StubAnswer.Json(new
        {
            next_batch = next.ToString(CultureInfo.InvariantCulture),
            account_data = Data(marks.Where(mark => mark.Room is null)),
            rooms = new { join = marks.Where(mark => mark.Room is not null).GroupBy(mark => mark.Room!).ToDictionary(room => room.Key, room => new { account_data = Data(room) }) },
        });

        static object Data(IEnumerable<Mark> of) => new { events = of.GroupBy(mark => mark.Type).Select(type => new { type = type.Key, content = type.Last().Content }) };
    }

    private JsonElement? Last(string user, string? room, string type) => _marks.FindLast(mark => mark.User == user && mark.Room == room && mark.Type == type)?.Content;

    private void Add(string user, string? room, string type, object content)
    {
        _marks.Add(new Mark(user, room, type, JsonSerializer.SerializeToElement(content)));
        _more.TrySetResult();
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Mark(string User, string? Room, string Type, JsonElement Content);
}
