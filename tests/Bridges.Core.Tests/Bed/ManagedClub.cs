using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Bed;

/// <summary>The club on a network whose accounts can change groups, and what its people do to the room in their client.</summary>
internal sealed class ManagedClub(TestBridge bridge, Club club) : IAsyncDisposable
{
    public TestBridge Bridge => bridge;

    public Club Club => club;

    public static async Task<ManagedClub> FoundAsync()
    {
        var bridge = await TestBridge.StartAsync(prepare: starting => starting.Network.Disguise = account => new GroupAccount(account, starting.Network));
        var managed = new ManagedClub(bridge, await Club.FoundAsync(bridge));
        await bridge.WaitUntilIdleAsync();
        return managed;
    }

    /// <summary>Somebody sets state in their client, and the homeserver tells of it.</summary>
    public async Task SetAsync(string user, string type, object content, string stateKey = "")
    {
        var before = club.Room.State(type, stateKey);
        var id = bridge.Homeserver.SetStateAs(club.Room, user, type, content, stateKey);
        await TellAsync(user, type, content, stateKey, before, id);
    }

    /// <summary>The homeserver tells of state that somebody set, though it may have been replaced since.</summary>
    public Task TellAsync(string user, string type, object content, string stateKey = "", JsonElement? before = null, string? id = null)
    {
        var told = StubEvents.State(club.RoomId, user, type, stateKey, content);
        told["event_id"] = id ?? told["event_id"]!.GetValue<string>();
        if (before is { } replaced)
        {
            told["unsigned"] = new JsonObject { ["prev_content"] = JsonNode.Parse(replaced.GetRawText()) };
        }

        return bridge.PushAsync(told);
    }

    /// <summary>Somebody invites, puts out, bans or lets back another.</summary>
    public Task MemberAsync(string user, string whom, string membership) => SetAsync(user, "m.room.member", new { membership }, whom);

    /// <summary>Somebody gives another a level.</summary>
    public Task LevelAsync(string user, string whom, int level)
    {
        var levels = JsonNode.Parse(club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        levels["users"]![whom] = level;
        return SetAsync(user, "m.room.power_levels", levels);
    }

    public int Needed(string slot) => club.Room.State("m.room.power_levels") is { } levels
        ? (slot.Contains('.', StringComparison.Ordinal) ? levels.GetProperty("events") : levels).GetProperty(slot).GetInt32()
        : -1;

    public void Refuse() => bridge.Network.BeforeDeed = _ => throw GroupAccount.Refusal;

    public string? State(string type, string key) => club.Room.State(type)?.TryGetProperty(key, out var value) == true ? value.GetString() : null;

    /// <summary>How often a state of the room was written by the bot.</summary>
    public int WrittenByBot(string type) => bridge.Homeserver.Sent.All.Count(sent => sent.RoomId == club.RoomId && sent.Type == type && sent.Sender == bridge.Homeserver.BotUserId);

    /// <summary>How often something was done on the network.</summary>
    public int Done(string what) => bridge.Network.Did.All.Count(deed => deed.What == what);

    public static Task HoldsAsync(Func<bool> holds) => TestBridge.WaitUntilAsync(() => Task.FromResult(holds()));

    public Task<SentEvent> ToldAsync(string words) =>
        bridge.WaitForEventAsync(words, sent => sent.RoomId == club.RoomId && sent.Body?.Contains(words, StringComparison.Ordinal) == true);

    public ValueTask DisposeAsync() => bridge.DisposeAsync();
}
