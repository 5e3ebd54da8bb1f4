using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class MatrixLiveLocationTests
{
    private const string Info = "org.matrix.msc3672.beacon_info";
    private const string Beacon = "org.matrix.msc3672.beacon";

    [Fact]
    public async Task Beacon_becomes_one_message_that_moves_and_ends()
    {
        await using var cargo = await StartAsync(TimeSpan.Zero);
        var sharing = await ShareAsync(cargo);
        await cargo.Bridge.PushAsync(Move(cargo, sharing, "geo:1.5,-2.5;u=30"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");

        await cargo.Bridge.PushAsync(Move(cargo, sharing, "geo:3,4"));
        var moved = await EditAsync(cargo, place => place.Latitude == 3);
        await cargo.Bridge.PushAsync(Announce(cargo, isLive: false));

        var ended = await EditAsync(cargo, place => place.HasEnded);
        var sent = Assert.Single(cargo.Bridge.Network.Sent);
        var first = Assert.IsType<LiveLocationContent>(sent.Content);
        Assert.Equal((sharing, 1.5, -2.5, 30), (sent.Delivery.Value, first.Latitude, first.Longitude, first.Accuracy));
        Assert.InRange(first.Period!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.All([moved, ended], edit => Assert.Equal("1001", Assert.Single(edit.Targets).Value));
        Assert.Equal((3, 4), (((LiveLocationContent)ended.Content).Latitude, ((LiveLocationContent)ended.Content).Longitude));
    }

    [Fact]
    public async Task Sixty_moves_are_few_edits_and_the_last_place_is_always_told_also_after_a_restart()
    {
        await using var cargo = await StartAsync(TimeSpan.FromSeconds(3));
        var sharing = await ShareAsync(cargo);
        await cargo.Bridge.PushAsync(Move(cargo, sharing, "geo:1,0"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");

        await cargo.Bridge.PushAsync([.. Enumerable.Range(1, 60).Select(longitude => Move(cargo, sharing, $"geo:1,{longitude}"))]);
        await cargo.Bridge.WaitUntilIdleAsync();
        await cargo.Bridge.RestartAsync();

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "edit");
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Edited.Any(edit => ((LiveLocationContent)edit.Content).Longitude == 60)));
        Assert.InRange(cargo.Bridge.Network.Did.All.Count(deed => deed.What == "edit"), 1, 20);
        Assert.Single(cargo.Bridge.Network.Sent);
    }

    [Fact]
    public async Task Nobody_moves_or_ends_what_another_shares()
    {
        await using var cargo = await StartAsync(TimeSpan.Zero);
        var sharing = await ShareAsync(cargo);
        var mallory = cargo.Bridge.Homeserver.UserId("mallory");

        await cargo.Bridge.PushAsync(
            StubEvents.Create(cargo.Room, mallory, Beacon, Place(sharing, "geo:9,9")),
            StubEvents.State(cargo.Room, mallory, Info, cargo.Bridge.Alice, Sharing(isLive: false)),
            Move(cargo, "$unknown:hs.test", "geo:8,8"),
            Move(cargo, sharing, "geo:abc"),
            Move(cargo, sharing, "geo:1,2"));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        await cargo.Bridge.WaitUntilIdleAsync();
        Assert.Equal(1, ((LiveLocationContent)Assert.Single(cargo.Bridge.Network.Sent).Content).Latitude);
        Assert.Empty(cargo.Bridge.Network.Edited);
    }

    [Fact]
    public async Task Where_the_network_cannot_follow_the_first_place_is_told_and_said_so()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var sharing = StubEvents.State(room, bridge.Alice, Info, bridge.Alice, Sharing(isLive: true));

        await bridge.PushAsync(sharing, StubEvents.Create(room, bridge.Alice, Beacon, Place(sharing["event_id"]!.GetValue<string>(), "geo:1,2")));

        await bridge.Network.Did.WaitForAsync(deed => deed.What == "send" && deed.Text!.Contains("mlat=1", StringComparison.Ordinal));
        await bridge.WaitForEventAsync("the word to her", sent => sent.Body?.Contains("cannot follow you", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_is_ended_in_the_networks_own_app_is_ended_here()
    {
        await using var cargo = await StartAsync(TimeSpan.Zero);
        var sharing = await ShareAsync(cargo);
        await cargo.Bridge.PushAsync(Move(cargo, sharing, "geo:1,2"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        await cargo.Bridge.WaitUntilIdleAsync();

        await cargo.HappensAsync(new RemoteEdit
        {
            Chat = CargoBridge.Chat, Target = new("1001"), Sender = new("alice"), FromSelf = true, Version = 9, Timestamp = TimeProvider.System.GetUtcNow(),
            Parts = [new MessagePart("", new LiveLocationContent(1, 2) { HasEnded = true })],
        });

        var ended = await cargo.SeesAsync(sent => sent.Type == Info);
        Assert.Equal((cargo.Bridge.Alice, cargo.Bridge.Alice, false), (ended.Sender, ended.StateKey, ended.Content.GetProperty("live").GetBoolean()));
    }

    private static Task<CargoBridge> StartAsync(TimeSpan pause) => CargoBridge.StartAsync(bridge => bridge.Options = bridge.Options with { LiveLocationPause = pause });

    private static async Task<string> ShareAsync(CargoBridge cargo)
    {
        var sharing = Announce(cargo, isLive: true);
        await cargo.Bridge.PushAsync(sharing);
        return sharing["event_id"]!.GetValue<string>();
    }

    private static async Task<OutgoingEdit> EditAsync(CargoBridge cargo, Func<LiveLocationContent, bool> matches)
    {
        OutgoingEdit? found = null;
        await TestBridge.WaitUntilAsync(() => Task.FromResult((found = cargo.Bridge.Network.Edited.FirstOrDefault(edit => matches((LiveLocationContent)edit.Content))) is not null));
        return found!;
    }

    private static JsonObject Announce(CargoBridge cargo, bool isLive) => StubEvents.State(cargo.Room, cargo.Bridge.Alice, Info, cargo.Bridge.Alice, Sharing(isLive));

    private static JsonObject Sharing(bool isLive) => new() { ["live"] = isLive, ["timeout"] = 900_000 };

    private static JsonObject Move(CargoBridge cargo, string sharing, string uri) => StubEvents.Create(cargo.Room, cargo.Bridge.Alice, Beacon, Place(sharing, uri));

    private static JsonObject Place(string sharing, string uri) => new()
    {
        ["org.matrix.msc3488.location"] = new JsonObject { ["uri"] = uri },
        ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.reference", ["event_id"] = sharing },
    };
}
