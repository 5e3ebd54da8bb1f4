using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Portals;

/// <summary>Anybody can claim that a room of theirs is a chat's, and wait for a creation to be cut off.</summary>
public sealed class ForeignRoomsTests
{
    private static readonly ChatKey _chat = new(new("bob"), new AccountId("alice"));

    [Theory]
    [InlineData("mallory")]
    [InlineData("bridges")]
    public async Task Room_that_a_stranger_claims_for_a_chat_is_not_taken_for_one_whose_creation_was_cut_off(string maker)
    {
        await using var bridge = await TestBridge.StartAsync();
        var claimed = await ClaimAsync(bridge, maker);
        // The bridge notes that it makes a room, and dies before it is made.
        using (bridge.Homeserver.Faults.Inject(StubFault.Down with { Strikes = request => request.Path.EndsWith("/createRoom", StringComparison.Ordinal) }))
        {
            await bridge.ReceiveAsync("bob", "1", "secret");
            await bridge.Homeserver.Requests.WaitForAsync("the attempt", request => request.Path.EndsWith("/createRoom", StringComparison.Ordinal) && request.Json.TryGetProperty("initial_state", out _), TestBridge.Patience);
            await bridge.StopBridgeAsync();
        }

        await bridge.RestartAfterStopAsync();

        Assert.NotEqual(claimed, (await bridge.WaitForMessageAsync("secret")).RoomId);
        Assert.Contains(bridge.Homeserver.Requests.All, request => request.Path.EndsWith("/joined_rooms", StringComparison.Ordinal));
    }

    private static async Task<string> ClaimAsync(TestBridge bridge, string maker)
    {
        var client = bridge.Services.GetRequiredService<HomeserverClients>().Main;
        var mallory = new UserId(bridge.Homeserver.UserId("mallory"));
        var actingAs = maker == "bridges" ? (UserId?)null : mallory;
        var room = await client.CreateRoomAsync(actingAs, new CreateRoomRequest { Invite = [mallory, new UserId(bridge.Homeserver.BotUserId)] }, default);
        foreach (var member in new[] { mallory.Value, bridge.Homeserver.BotUserId })
        {
            bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room.Value), member, "join");
        }

        var information = bridge.Services.GetRequiredService<BridgeInformation>();
        JsonObject claim = information.Content(new NetworkId("test"), _chat, "Bob");
        foreach (var type in BridgeInformation.EventTypes)
        {
            await client.SendStateAsync(mallory, room, type, information.StateKeyOf(new NetworkId("test")), claim, default);
        }

        return room.Value;
    }
}
