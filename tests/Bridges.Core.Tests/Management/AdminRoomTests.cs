using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Management;

/// <summary>What needs a person is said once, in one room.</summary>
public sealed class AdminRoomTests
{
    private const string Root = "@root:hs.test";
    private const string Second = "@second:hs.test";

    [Fact]
    public async Task All_admins_hear_it_once_in_one_room_that_stays_the_same()
    {
        await using var bridge = await StartAsync(admins: [Root, Second]);

        var first = await TellAsync(bridge, "The disk is full.");
        var room = bridge.Homeserver.Room(first.RoomId);
        Assert.Equal("invite", room.Membership(Root));
        Assert.Equal("invite", room.Membership(Second));
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "The disk is full.");

        await bridge.RestartAsync();
        Assert.Equal(first.RoomId, (await TellAsync(bridge, "The disk has room again.")).RoomId);
        Assert.Single(bridge.Homeserver.Requests.All, request => request.Parts is ["rooms", _, "invite"] && request.Json.GetProperty("user_id").GetString() == Second);
    }

    [Fact]
    public async Task Who_is_no_admin_any_more_hears_no_more_and_who_becomes_one_does()
    {
        await using var bridge = await StartAsync(admins: [Root, Second]);
        var room = bridge.Homeserver.Room((await TellAsync(bridge, "one")).RoomId);
        bridge.Homeserver.SetMembership(room, Second, "join");

        bridge.Options.Permissions.Replace(Levels(Root, "@third:hs.test"));
        await TellAsync(bridge, "two");

        Assert.Equal("leave", room.Membership(Second));
        Assert.Equal("invite", room.Membership("@third:hs.test"));
        Assert.Equal("invite", room.Membership(Root));
    }

    [Fact]
    public async Task A_room_that_the_bot_was_put_out_of_is_followed_by_another()
    {
        await using var bridge = await StartAsync(admins: [Root]);
        var lost = bridge.Homeserver.Room((await TellAsync(bridge, "one")).RoomId);
        bridge.Homeserver.SetMembership(lost, bridge.Homeserver.BotUserId, "leave");

        var next = await TellAsync(bridge, "two");

        Assert.NotEqual(lost.Id, next.RoomId);
        Assert.Equal("invite", bridge.Homeserver.Room(next.RoomId).Membership(Root));
    }

    [Fact]
    public async Task The_room_that_the_configuration_names_is_used_and_its_members_are_left_alone()
    {
        string? named = null;
        await using var bridge = await StartAsync(admins: [Root], bridge =>
        {
            var room = bridge.Homeserver.AddRoom(Second);
            bridge.Homeserver.SetMembership(room, bridge.Homeserver.BotUserId, "invite");
            named = room.Id;
            bridge.Options = bridge.Options with { AdminRoom = new RoomId(room.Id) };
        });

        Assert.Equal(named, (await TellAsync(bridge, "one")).RoomId);
        Assert.Equal("join", bridge.Homeserver.Room(named!).Membership(Second));
        Assert.Null(bridge.Homeserver.Room(named!).Membership(Root));
    }

    [Fact]
    public async Task Where_the_named_room_is_closed_to_the_bot_each_admin_is_told()
    {
        await using var bridge = await StartAsync(
            admins: [Root, Second], bridge => bridge.Options = bridge.Options with { AdminRoom = new RoomId(bridge.Homeserver.AddRoom(Second).Id) });

        await TellAsync(bridge, "one");

        await bridge.WaitForEventAsync("the notice to the second", sent => sent.Body == "one" && bridge.Homeserver.Room(sent.RoomId).Membership(Second) is not null);
        Assert.Equal(2, bridge.Homeserver.Sent.All.Where(sent => sent.Body == "one").Select(sent => sent.RoomId).Distinct().Count());
    }

    [Fact]
    public async Task What_the_homeserver_does_not_take_now_is_said_later()
    {
        var clock = new TestClock();
        await using var bridge = await StartAsync(admins: [Root], clock: clock);
        // More often than the client itself tries again.
        using var fault = bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.Parts is ["createRoom"], Status = 503, Times = 15 });

        await clock.PassUntilAsync(TellAsync(bridge, "one"));

        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "one");
    }

    private static Task<TestBridge> StartAsync(string[] admins, Action<TestBridge>? prepare = null, TestClock? clock = null) =>
        TestBridge.StartAsync(loggedIn: false, clock: clock, prepare: bridge =>
        {
            bridge.Options = bridge.Options with { Permissions = new PermissionTable(Levels(admins)) };
            prepare?.Invoke(bridge);
        });

    private static Dictionary<string, PermissionLevel> Levels(params string[] admins) =>
        admins.ToDictionary(admin => admin, _ => PermissionLevel.Admin, StringComparer.Ordinal);

    private static Task<SentEvent> TellAsync(TestBridge bridge, string words)
    {
        bridge.Services.GetRequiredService<IBridgeAdministration>().TellAdmins(words);
        return bridge.WaitForMessageAsync(words);
    }
}
