namespace Bridges.TestBeds.Stub;

/// <summary>The requests that concern rooms.</summary>
internal sealed class StubRoomRoutes(StubAccounts accounts, StubRooms rooms)
{
    private readonly StubRoomCreation _creation = new(accounts, rooms);

    /// <summary>Null when the request is none of these.</summary>
    public StubAnswer? Answer(StubRequest request) => (request.Method, request.Parts) switch
    {
        (_, ["rooms", var id, .. var rest]) => rooms.TryFind(id, out var room) ? InRoom(request, room, rest) : StubAnswer.NotFound,
        ("POST", ["createRoom"]) => _creation.Create(request),
        ("POST", ["knock", var id]) => rooms.TryFind(id, out var room) ? Knock(request, room) : StubAnswer.NotFound,
        ("POST", ["join", var id]) => rooms.TryFind(id, out var room) ? Join(request, room) : StubAnswer.NotFound,
        ("GET", ["joined_rooms"]) => StubAnswer.Json(new { joined_rooms = rooms.All.Where(room => IsIn(request, room)).Select(room => room.Id) }),
        ("GET", ["directory", "room", var alias]) => rooms.TryFind(alias, out var room)
            ? StubAnswer.Json(new { room_id = room.Id, servers = Array.Empty<string>() })
            : StubAnswer.NotFound,
        ("PUT", ["directory", "room", var alias]) => SetAlias(request, alias),
        ("DELETE", ["directory", "room", var alias]) => rooms.RemoveName(alias) ? StubAnswer.Empty : StubAnswer.NotFound,
        _ => null,
    };

    private StubAnswer? InRoom(StubRequest request, StubRoom room, string[] rest) => (request.Method, rest) switch
    {
        ("POST", ["join"]) => Join(request, room),
        ("POST", ["leave"]) => SetMembership(request, room, request.UserId, "leave"),
        _ when !IsIn(request, room) => StubAnswer.Forbidden($"User {request.UserId} not in room {room.Id}"),
        ("PUT", ["send", var type, var transaction]) => Send(request, room, type, transaction, redacts: null),
        ("PUT", ["redact", var redacted, var transaction]) => Send(request, room, "m.room.redaction", transaction, redacted),
        ("PUT", ["state", var type]) => SetState(request, room, type, ""),
        ("PUT", ["state", var type, var key]) => SetState(request, room, type, key),
        ("GET", ["state"]) => StubAnswer.Json(room.AllState.Select(sent => sent.ToJson())),
        ("GET", ["state", var type]) => State(room, type, ""),
        ("GET", ["state", var type, var key]) => State(room, type, key),
        ("GET", ["messages"]) => Messages(request, room),
        ("GET", ["event", var id]) => rooms.Sent.All.FirstOrDefault(sent => sent.RoomId == room.Id && sent.EventId == id) is { } found
            ? StubAnswer.Json(found.ToJson())
            : StubAnswer.NotFound,
        ("GET", ["context", var id]) => Context(room, id),
        ("GET", ["members"]) => StubAnswer.Json(new { chunk = room.AllState.Where(sent => sent.Type == "m.room.member" && IsAsked(request, room, sent)).Select(sent => sent.ToJson()) }),
        ("GET", ["joined_members"]) => StubAnswer.Json(new { joined = room.Joined.ToDictionary(user => user, _ => new { }) }),
        ("POST", ["invite"]) => Invite(request, room),
        ("POST", ["kick"]) => Kick(request, room),
        ("PUT", ["typing", _]) => StubAnswer.Empty,
        ("POST", ["receipt", _, _]) => StubAnswer.Empty,
        ("POST", ["read_markers"]) => StubAnswer.Empty,
        _ => null,
    };

    private static bool IsIn(StubRequest request, StubRoom room) => room.Membership(request.UserId) == "join";

    private static string Subject(StubRequest request) => request.Json.GetProperty("user_id").GetString()!;

    private static long Timestamp(StubRequest request) =>
        request.Query.TryGetValue("ts", out var asked) && long.TryParse(asked, out var timestamp) ? timestamp : StubRooms.Now();

    private StubAnswer Send(StubRequest request, StubRoom room, string type, string transaction, string? redacts) =>
        StubAnswer.EventId(rooms.Send(new SentEvent(
            StubEvents.NewId(), room.Id, type, request.UserId, StateKey: null, request.Body, Timestamp(request), $"{type}/{transaction}")
        { Redacts = redacts }));

    private StubAnswer SetState(StubRequest request, StubRoom room, string type, string key) =>
        StubAnswer.EventId(rooms.SetState(room, request.UserId, type, key, request.Json, Timestamp(request)));

    private static StubAnswer State(StubRoom room, string type, string key) =>
        room.State(type, key) is { } content ? StubAnswer.Json(content) : StubAnswer.NotFound;

    /// <summary>All of the room's history in one page, newest first; after it comes nothing.</summary>
    private StubAnswer Messages(StubRequest request, StubRoom room) => StubAnswer.Json(new
    {
        chunk = request.Query["dir"] == "b" ? rooms.Sent.All.Where(sent => sent.RoomId == room.Id).Reverse().Select(sent => sent.ToJson()) : [],
        start = "newest",
    });

    private StubAnswer Context(StubRoom room, string eventId)
    {
        var before = rooms.Sent.All.Where(sent => sent.RoomId == room.Id).TakeWhile(sent => sent.EventId != eventId).ToArray();
        return before.Length < rooms.Sent.All.Count(sent => sent.RoomId == room.Id)
            ? StubAnswer.Json(new { events_before = before.Reverse().Take(20).Select(sent => sent.ToJson()) })
            : StubAnswer.NotFound;
    }

    private StubAnswer Join(StubRequest request, StubRoom room)
    {
        if (room.Membership(request.UserId) is not ("join" or "invite") && !room.IsPublic)
        {
            return StubAnswer.Forbidden("You are not invited to this room.");
        }

        rooms.SetMembership(room, request.UserId, request.UserId, "join");
        return StubAnswer.Json(new { room_id = room.Id });
    }

    private static bool IsAsked(StubRequest request, StubRoom room, SentEvent member) =>
        (!request.Query.TryGetValue("membership", out var membership) || room.Membership(member.StateKey!) == membership)
        && (!request.Query.TryGetValue("not_membership", out var other) || room.Membership(member.StateKey!) != other);

    private StubAnswer Knock(StubRequest request, StubRoom room) =>
        room.State("m.room.join_rules", "") is { } rules && rules.GetProperty("join_rule").GetString() == "knock" && room.Membership(request.UserId) is not ("join" or "ban")
            ? SetMembership(request, room, request.UserId, "knock")
            : StubAnswer.Forbidden("You cannot knock on this room.");

    private StubAnswer Invite(StubRequest request, StubRoom room)
    {
        var subject = Subject(request);
        return room.Membership(subject) switch
        {
            "join" => StubAnswer.Forbidden($"{subject} is already in the room."),
            // Synapse's answer.
            "ban" => StubAnswer.Error(403, "M_BAD_STATE", "Cannot invite user who was banned"),
            _ => SetMembership(request, room, subject, "invite"),
        };
    }

    /// <summary>Nobody puts out who is as powerful as they are.</summary>
    private StubAnswer Kick(StubRequest request, StubRoom room)
    {
        var subject = Subject(request);
        return room.Membership(subject) is not ("join" or "invite") || room.Level(subject) >= room.Level(request.UserId)
            ? StubAnswer.Forbidden($"You cannot kick user {subject}.")
            : SetMembership(request, room, subject, "leave");
    }

    private StubAnswer SetMembership(StubRequest request, StubRoom room, string subject, string membership)
    {
        rooms.SetMembership(room, request.UserId, subject, membership);
        return StubAnswer.Empty;
    }

    private StubAnswer SetAlias(StubRequest request, string alias) =>
        rooms.TryFind(request.Json.GetProperty("room_id").GetString()!, out var room) && rooms.Name(room, alias)
            ? StubAnswer.Empty
            : StubAnswer.Error(409, "M_UNKNOWN", $"Room alias {alias} already exists.");
}
