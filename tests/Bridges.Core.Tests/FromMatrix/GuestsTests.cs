using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>Somebody else in a portal, logged in to an account of their own on the same network, acts through no account there.</summary>
public sealed class GuestsTests
{
    [Fact]
    public async Task Guest_cannot_edit_the_owners_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, guest, message) = await WithGuestAsync(bridge);

        await bridge.PushAsync(RoomEvents.Edit(room, guest, message, "forged"));

        await AssertNothingButAsync(bridge, room, did => did.What == "edit");
        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("not logged in to this chat's account", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Guest_cannot_delete_the_owners_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, guest, message) = await WithGuestAsync(bridge);

        await bridge.PushAsync(RoomEvents.Redaction(room, guest, message));

        await AssertNothingButAsync(bridge, room, did => did.What == "delete");
    }

    [Fact]
    public async Task Receipt_of_a_guest_marks_nothing_as_read()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, guest, message) = await WithGuestAsync(bridge);

        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, guest, message));

        await AssertNothingButAsync(bridge, room, did => did.What == "read");
    }

    [Fact]
    public async Task Typing_of_a_guest_is_not_shown_as_the_owners()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, guest, _) = await WithGuestAsync(bridge);

        await bridge.PushEphemeralAsync(PassingSigns.Typing(room, guest));
        await bridge.PushEphemeralAsync(PassingSigns.Typing(room, guest, bridge.Alice));

        await bridge.Network.Did.WaitForAsync(did => did.What == "typing");
        await AssertNothingButAsync(bridge, room, did => did.What == "typing stopped");
        Assert.Single(bridge.Network.Did.All, did => did.What == "typing");
    }

    [Fact]
    public async Task Owner_cannot_edit_what_somebody_else_said()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var bobs = await bridge.WaitForMessageAsync("first in bob");

        await bridge.PushAsync(RoomEvents.Edit(room, bridge.Alice, bobs.EventId, "forged"));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("Only your own messages can be edited.", StringComparison.Ordinal) == true);
        Assert.Empty(bridge.Network.Did.All);
    }

    [Fact]
    public async Task Guest_who_leaves_takes_nobody_with_them()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, guest, _) = await WithGuestAsync(bridge);

        await bridge.PushAsync(StubEvents.Member(room, guest, guest, "leave"));

        await AssertNothingButAsync(bridge, room, _ => false);
        await bridge.ReceiveAsync("bob", "2", "still here");
        Assert.Equal(room, (await bridge.WaitForMessageAsync("still here")).RoomId);
    }

    private static async Task<(string Room, string Guest, string Message)> WithGuestAsync(TestBridge bridge)
    {
        await bridge.LogInAsync("mallory");
        var room = await bridge.OpenChatAsync("bob");
        var guest = bridge.Homeserver.UserId("mallory");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), guest, "join");
        var message = StubEvents.Text(room, bridge.Alice, "mine");
        await bridge.PushAsync(message);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "mine");
        return (room, guest, (string)message["event_id"]!);
    }

    private static async Task AssertNothingButAsync(TestBridge bridge, string room, Func<Deed, bool> forbidden)
    {
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.DoesNotContain(bridge.Network.Did.All, did => forbidden(did));
    }
}
