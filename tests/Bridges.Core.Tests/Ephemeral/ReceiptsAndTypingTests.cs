using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Ephemeral;

public sealed class ReceiptsAndTypingTests
{
    private static readonly ChatKey _chat = new(new("bob"), new AccountId("alice"));

    [Fact]
    public async Task Receipt_of_a_user_reaches_the_network()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var first = await bridge.WaitForMessageAsync("first in bob");

        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, bridge.Alice, first.EventId));

        Assert.Equal(new Deed("read", _chat, Text: null, "1"), await bridge.Network.Did.WaitForAsync(did => did.What == "read"));
    }

    [Fact]
    public async Task Receipt_from_the_network_is_shown_as_the_readers()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var sent = StubEvents.Text(room, bridge.Alice, "hello");
        await bridge.PushAsync(sent);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "hello");

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteReadReceipt { Chat = _chat, Reader = new("bob"), UpTo = new("1001"), Timestamp = TimeProvider.System.GetUtcNow() }, default);

        await bridge.Homeserver.Requests.WaitForAsync(
            "Bob's receipt", request => request.UserId == "@_bridges_test_bob:hs.test" && request.Parts is [_, _, "receipt", "m.read", var read] && read == (string)sent["event_id"]!, TestBridge.Patience);
    }

    [Fact]
    public async Task Own_reading_on_another_device_moves_the_users_read_marker()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var first = await bridge.WaitForMessageAsync("first in bob");

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteReadReceipt { Chat = _chat, Reader = new("alice"), FromSelf = true, UpTo = new("1"), Timestamp = TimeProvider.System.GetUtcNow() }, default);

        await bridge.Homeserver.Requests.WaitForAsync(
            "Alice's receipt", request => request.UserId == bridge.Alice && request.Body.Length > 0
                && System.Text.Encoding.UTF8.GetString(request.Body.Span).Contains(first.EventId, StringComparison.Ordinal), TestBridge.Patience);
    }

    [Fact]
    public async Task Own_reading_that_the_homeserver_refuses_is_dropped_and_the_next_is_set()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(new StubFault { Status = 403, ErrorCode = "M_FORBIDDEN", Strikes = request => request.UserId == bridge.Alice && request.Parts is ["rooms", _, "read_markers" or "receipt", ..] }))
        {
            await ReadAsync("1");
            await bridge.ReceiveAsync("bob", "2", "said after it");
            await bridge.WaitForMessageAsync("said after it");
            await bridge.WaitUntilIdleAsync();
        }

        await ReadAsync("2");

        var second = await bridge.WaitForMessageAsync("said after it");
        await bridge.Homeserver.Requests.WaitForAsync(
            "Alice's receipt", request => request.UserId == bridge.Alice && request.Body.Length > 0
                && System.Text.Encoding.UTF8.GetString(request.Body.Span).Contains(second.EventId, StringComparison.Ordinal), TestBridge.Patience);

        ValueTask ReadAsync(string message) => bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteReadReceipt { Chat = _chat, Reader = new("alice"), FromSelf = true, UpTo = new(message), Timestamp = TimeProvider.System.GetUtcNow() }, default);
    }

    [Fact]
    public async Task Typing_of_a_user_reaches_the_network_and_so_does_its_end()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushEphemeralAsync(PassingSigns.Typing(room, bridge.Alice));
        await bridge.Network.Did.WaitForAsync(did => did.What == "typing");
        await bridge.PushEphemeralAsync(PassingSigns.Typing(room));

        Assert.Equal(_chat, (await bridge.Network.Did.WaitForAsync(did => did.What == "typing stopped")).Chat);
    }

    [Fact]
    public async Task Typing_on_the_network_is_shown_as_the_ghosts()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");

        bridge.AliceAccount.Host.Typing(new RemoteTyping(_chat, new("bob"), IsTyping: true));

        var shown = await bridge.Homeserver.Requests.WaitForAsync("Bob's typing", request => request.Parts is [_, _, "typing", _], TestBridge.Patience);
        Assert.Equal(("@_bridges_test_bob:hs.test", true), (shown.UserId, shown.Json.GetProperty("typing").GetBoolean()));
    }

    [Fact]
    public async Task Both_spellings_of_ephemeral_data_in_one_transaction_are_applied_once()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var first = await bridge.WaitForMessageAsync("first in bob");
        JsonArray signs = [PassingSigns.Receipt(room, bridge.Alice, first.EventId), PassingSigns.Typing(room, bridge.Alice)];

        await bridge.PushRawAsync("both", new JsonObject { ["events"] = new JsonArray(), ["ephemeral"] = signs, ["de.sorunome.msc2409.ephemeral"] = signs.DeepClone() });
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        await bridge.Network.Did.WaitForAsync(did => did.What == "typing");
        Assert.Equal(["after", "read", "typing"], bridge.Network.Did.All.Select(did => did.Text ?? did.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unstable_spelling_alone_is_understood()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushRawAsync("unstable", new JsonObject { ["events"] = new JsonArray(), ["de.sorunome.msc2409.ephemeral"] = new JsonArray(PassingSigns.Typing(room, bridge.Alice)) });

        await bridge.Network.Did.WaitForAsync(did => did.What == "typing");
    }
}
