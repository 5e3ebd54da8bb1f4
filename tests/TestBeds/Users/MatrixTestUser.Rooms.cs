using System.Text.Json;

namespace Bridges.TestBeds.Users;

// Rooms and membership.
public sealed partial class MatrixTestUser
{
    /// <summary>Makes a private room and invites the given users; returns its id.</summary>
    public Task<string> CreateRoomAsync(string name = "A room", IReadOnlyList<string>? invite = null, CancellationToken cancellation = default) =>
        CreateAsync(new { name, preset = "private_chat", invite = invite ?? [] }, cancellation);

    /// <summary>Makes a direct chat with one other user; returns its id.</summary>
    public Task<string> CreateDirectRoomAsync(string userId, CancellationToken cancellation = default) =>
        CreateAsync(new { preset = "trusted_private_chat", is_direct = true, invite = new[] { userId } }, cancellation);

    /// <summary>Invites somebody.</summary>
    public Task InviteAsync(string roomId, string userId, CancellationToken cancellation = default) =>
        _requests.PostAsync($"{Room(roomId)}/invite", new { user_id = userId }, cancellation);

    /// <summary>Joins a room.</summary>
    public Task JoinAsync(string roomId, CancellationToken cancellation = default) =>
        _requests.PostAsync($"{Room(roomId)}/join", new { }, cancellation);

    /// <summary>Leaves a room, or rejects an invitation.</summary>
    public Task LeaveAsync(string roomId, CancellationToken cancellation = default) =>
        _requests.PostAsync($"{Room(roomId)}/leave", new { }, cancellation);

    /// <summary>Removes somebody from a room.</summary>
    public Task KickAsync(string roomId, string userId, CancellationToken cancellation = default) =>
        _requests.PostAsync($"{Room(roomId)}/kick", new { user_id = userId }, cancellation);

    /// <summary>The ids of those who are in the room.</summary>
    public async Task<IReadOnlyList<string>> JoinedMembersAsync(string roomId, CancellationToken cancellation = default)
    {
        var answer = await _requests.GetAsync($"{Room(roomId)}/joined_members", cancellation);
        return [.. answer.GetProperty("joined").EnumerateObject().Select(member => member.Name)];
    }

    /// <summary>Content of a room's state event; null when there is none.</summary>
    public async Task<JsonElement?> StateAsync(string roomId, string type, string stateKey = "", CancellationToken cancellation = default)
    {
        try
        {
            return await _requests.GetAsync($"{Room(roomId)}/state/{type}/{Uri.EscapeDataString(stateKey)}", cancellation);
        }
        catch (MatrixRequestException refused) when (refused.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Sets a room's state event.</summary>
    public Task SetStateAsync(string roomId, string type, object content, CancellationToken cancellation = default) =>
        _requests.PutAsync($"{Room(roomId)}/state/{type}/", content, cancellation);

    /// <summary>Sets a state event of the user's own; returns its id.</summary>
    public async Task<string> SetOwnStateAsync(string roomId, string type, object content, CancellationToken cancellation = default)
    {
        var answer = await _requests.PutAsync($"{Room(roomId)}/state/{type}/{Uri.EscapeDataString(UserId)}", content, cancellation);
        return answer.GetProperty("event_id").GetString()!;
    }

    /// <summary>The room's whole timeline from the homeserver, oldest first, as far as the user may see it.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> TimelineAsync(string roomId, CancellationToken cancellation = default)
    {
        var events = new List<MatrixEvent>();
        for (var from = ""; ;)
        {
            var page = await _requests.GetAsync($"{Room(roomId)}/messages?dir=b&limit=1000{from}", cancellation);
            events.AddRange(page.GetProperty("chunk").EnumerateArray().Select(raw => new MatrixEvent(EventKind.Timeline, roomId, raw)));
            if (!page.TryGetProperty("end", out var end))
            {
                break;
            }

            from = $"&from={Uri.EscapeDataString(end.GetString()!)}";
        }

        events.Reverse();
        return events;
    }

    /// <summary>The room's messages from the homeserver, oldest first.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> MessagesAsync(string roomId, CancellationToken cancellation = default) =>
        [.. (await TimelineAsync(roomId, cancellation)).Where(seen => seen.Type == "m.room.message")];

    private static string Room(string roomId) => $"_matrix/client/v3/rooms/{Uri.EscapeDataString(roomId)}";

    private async Task<string> CreateAsync(object body, CancellationToken cancellation)
    {
        var answer = await _requests.PostAsync("_matrix/client/v3/createRoom", body, cancellation);
        return answer.GetProperty("room_id").GetString()!;
    }
}
