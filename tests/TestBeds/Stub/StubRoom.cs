using System.Collections.Concurrent;
using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary>A room of the stub.</summary>
public sealed class StubRoom
{
    private readonly ConcurrentDictionary<string, string> _members = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Type, string StateKey), SentEvent> _state = new();

    internal StubRoom(string id) => Id = id;

    /// <summary>The room's id.</summary>
    public string Id { get; }

    /// <summary>Whether everybody may join.</summary>
    public bool IsPublic => State("m.room.join_rules") is { } rules && rules.GetProperty("join_rule").GetString() == "public";

    /// <summary>The state events in force.</summary>
    public IEnumerable<SentEvent> AllState => _state.Values;

    /// <summary>The ids of those who are in it.</summary>
    public IEnumerable<string> Joined => _members.Where(member => member.Value == "join").Select(member => member.Key);

    /// <summary><c>join</c>, <c>invite</c>, <c>leave</c> or <c>ban</c>; null for one who never had to do with the room.</summary>
    public string? Membership(string userId) => _members.GetValueOrDefault(userId);

    /// <summary>The content of a state event in force, or null.</summary>
    public JsonElement? State(string type, string stateKey = "") =>
        _state.TryGetValue((type, stateKey), out var sent) ? sent.Content : null;

    /// <summary>A user's power level.</summary>
    public int Level(string userId) =>
        State("m.room.power_levels") is { } levels && levels.TryGetProperty("users", out var users) && users.TryGetProperty(userId, out var level) ? level.GetInt32() : 0;

    internal void Apply(SentEvent stateEvent)
    {
        _state[(stateEvent.Type, stateEvent.StateKey!)] = stateEvent;
        if (stateEvent.Type == "m.room.member")
        {
            _members[stateEvent.StateKey!] = stateEvent.Content.GetProperty("membership").GetString()!;
        }
    }
}
