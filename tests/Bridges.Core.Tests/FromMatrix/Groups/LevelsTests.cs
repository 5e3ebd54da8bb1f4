using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromMatrix.Groups;

/// <summary>Levels in a group's room are roles on the network, and what the room asks for is what the network asks for.</summary>
public sealed class LevelsTests : IAsyncLifetime
{
    private ManagedClub _managed = null!;

    private TestBridge Bridge => _managed.Bridge;

    private Club Club => _managed.Club;

    public async ValueTask InitializeAsync() => _managed = await ManagedClub.FoundAsync();

    public ValueTask DisposeAsync() => _managed.DisposeAsync();

    [Fact]
    public async Task Ghost_and_user_are_promoted_and_demoted()
    {
        await _managed.LevelAsync(Bridge.Alice, Club.Boris, 50);
        await RoleAsync("boris", "Administrator");
        await _managed.LevelAsync(Bridge.Alice, Club.Carol, 50);
        await RoleAsync("carol", "Administrator");
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal((50, 50), (Club.Room.Level(Club.Boris), Club.Room.Level(Club.Carol)));

        await _managed.LevelAsync(Bridge.Alice, Club.Boris, 0);
        await RoleAsync("boris", "Member");
        await Club.TellAsync("carol", Club.Change());
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal((0, 3), (Club.Room.Level(Club.Boris), _managed.Done("role")));
    }

    [Fact]
    public async Task Promotion_that_the_network_refuses_is_told_and_set_back()
    {
        _managed.Refuse();
        await _managed.LevelAsync(Bridge.Alice, Club.Boris, 50);

        await _managed.ToldAsync("Only administrators may.");
        await ManagedClub.HoldsAsync(() => Club.Room.Level(Club.Boris) == 0);
    }

    [Theory]
    [InlineData(95)]
    [InlineData(-1)]
    public async Task Roles_that_nobody_can_be_given_from_here_are_set_back(int level)
    {
        await _managed.LevelAsync(Bridge.Alice, Club.Boris, level);

        await _managed.ToldAsync("made administrators, or members");
        await ManagedClub.HoldsAsync(() => Club.Room.Level(Club.Boris) == 0);
        Assert.Equal(0, _managed.Done("role"));
    }

    [Fact]
    public async Task What_the_room_asks_for_is_not_for_users_to_change()
    {
        var levels = JsonNode.Parse(Club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        levels["ban"] = 0;
        await _managed.SetAsync(Bridge.Alice, "m.room.power_levels", levels);

        await _managed.ToldAsync("follows the group on Testnet");
        await ManagedClub.HoldsAsync(() => _managed.Needed("ban") == 50);
    }

    [Fact]
    public async Task What_was_changed_twice_becomes_what_the_network_asks_for()
    {
        var levels = JsonNode.Parse(Club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        JsonObject[] told = [Change("ban", 0), Change("ban", 10)];
        await Bridge.PushAsync(told);

        await ManagedClub.HoldsAsync(() => Bridge.Homeserver.Sent.All.Count(sent => sent.Body?.Contains("follows the group on Testnet", StringComparison.Ordinal) == true) == 2);
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal(50, _managed.Needed("ban"));

        JsonObject Change(string slot, int level)
        {
            var before = levels.DeepClone();
            levels[slot] = level;
            var change = StubEvents.State(Club.RoomId, Bridge.Alice, "m.room.power_levels", "", levels);
            change["event_id"] = Bridge.Homeserver.SetStateAs(Club.Room, Bridge.Alice, "m.room.power_levels", levels);
            change["unsigned"] = new JsonObject { ["prev_content"] = before };
            return change;
        }
    }

    [Fact]
    public async Task What_somebody_else_changed_beside_it_stays()
    {
        var levels = JsonNode.Parse(Club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        var before = levels.DeepClone();
        levels["ban"] = 0;
        var refused = StubEvents.State(Club.RoomId, Bridge.Alice, "m.room.power_levels", "", levels);
        refused["unsigned"] = new JsonObject { ["prev_content"] = before };
        levels["events"]!["org.example.widget"] = 25;
        Bridge.Homeserver.SetState(Club.Room, "m.room.power_levels", levels);

        await Bridge.PushAsync(refused);

        await _managed.ToldAsync("follows the group on Testnet");
        await ManagedClub.HoldsAsync(() => _managed.Needed("ban") == 50);
        Assert.Equal(25, _managed.Needed("org.example.widget"));
    }

    [Fact]
    public async Task The_room_asks_for_what_the_network_asks_for_also_when_that_changes()
    {
        Assert.Equal((50, 50, 50, 50, 50), (_managed.Needed("m.room.name"), _managed.Needed("m.room.avatar"), _managed.Needed("invite"), _managed.Needed("kick"), _managed.Needed("m.room.power_levels")));

        Club.Details = Club.Details with { WhoMayChangeLook = MemberRole.Member, WhoMayAddMembers = MemberRole.Member };
        await Club.TellAsync("alice", Club.Change());
        await ManagedClub.HoldsAsync(() => (_managed.Needed("m.room.topic"), _managed.Needed("invite"), _managed.Needed("ban")) == (0, 0, 50));

        Club.Details = Club.Details with { WhoMayChangeLook = MemberRole.Owner };
        await Club.TellAsync("alice", Club.Change());
        await ManagedClub.HoldsAsync(() => (_managed.Needed("m.room.topic"), _managed.Needed("invite")) == (95, 0));
    }

    [Fact]
    public async Task A_room_of_an_earlier_version_gets_the_levels_of_now_and_what_somebody_else_set_stays()
    {
        await Bridge.StopBridgeAsync();
        await Bridge.InDatabaseAsync("DELETE FROM settings WHERE key LIKE 'levels/%'");
        var levels = JsonNode.Parse(Club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        foreach (var type in new[] { "m.room.name", "m.room.topic", "m.room.avatar", "m.room.power_levels" })
        {
            levels["events"]![type] = 100;
        }

        levels["invite"] = 100;
        levels["kick"] = 60;
        Bridge.Homeserver.SetState(Club.Room, "m.room.power_levels", levels);

        await Bridge.RestartAfterStopAsync();

        await ManagedClub.HoldsAsync(() => (_managed.Needed("m.room.name"), _managed.Needed("m.room.power_levels"), _managed.Needed("invite")) == (50, 50, 50));
        Assert.Equal(60, _managed.Needed("kick"));
    }

    [Fact]
    public async Task A_level_that_somebody_gave_a_moment_ago_is_not_taken_for_the_bridge_s_own()
    {
        var levels = JsonNode.Parse(Club.Room.State("m.room.power_levels")!.Value.GetRawText())!;
        levels["users"]![Club.Boris] = 50;
        // The homeserver has yet to tell of it.
        Bridge.Homeserver.SetStateAs(Club.Room, Bridge.Alice, "m.room.power_levels", levels);

        await Club.TellAsync("carol", Club.Change());
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal(50, Club.Room.Level(Club.Boris));
    }

    [Fact]
    public async Task Two_who_change_levels_at_once_undo_nothing_of_each_other()
    {
        using var slow = Bridge.Homeserver.Faults.Inject(
            StubFault.Slow(TimeSpan.FromMilliseconds(200)) with { Strikes = request => request.Method == "GET" && request.Path.Contains("m.room.power_levels", StringComparison.Ordinal) });
        var writes = Bridge.Services.GetRequiredService<LevelWrites>();
        var room = new RoomId(Club.RoomId);

        await Task.WhenAll(
            writes.ChangeAsync(room, content => content["users"]![Club.Boris] = 50, default),
            writes.ChangeAsync(room, content => content["ban"] = 77, default));

        Assert.Equal((50, 77), (Club.Room.Level(Club.Boris), _managed.Needed("ban")));
    }

    [Fact]
    public async Task Chats_of_two_stay_as_they_are()
    {
        var direct = Bridge.Homeserver.Room(await Bridge.OpenChatAsync("dora"));
        await Bridge.WaitUntilIdleAsync();

        var levels = direct.State("m.room.power_levels")!.Value;
        Assert.Equal((100, 95, 100), (levels.GetProperty("events").GetProperty("m.room.name").GetInt32(), levels.GetProperty("invite").GetInt32(), levels.GetProperty("kick").GetInt32()));
    }

    private async Task RoleAsync(string person, string role) =>
        Assert.Equal(new Deed("role", Club.Key, role, person), await Bridge.Network.Did.WaitForAsync(done => done.What == "role" && done.Target == person && done.Text == role));
}
