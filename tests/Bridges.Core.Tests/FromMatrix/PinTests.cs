using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class PinTests
{
    private const string Type = "m.room.pinned_events";

    [Fact]
    public async Task Remote_pins_are_pinned_and_unpinned_in_the_room()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        var (two, second) = await MessageAsync(cargo, "two");

        await cargo.HappensAsync(Pin("unknown", isPinned: true));
        await cargo.HappensAsync(Pin(one, isPinned: true));
        await cargo.HappensAsync(Pin(one, isPinned: true));
        await cargo.HappensAsync(Pin(two, isPinned: true));
        await cargo.SeesAsync(sent => sent.Type == Type && Pinned(sent) == $"{first} {second}");
        await cargo.HappensAsync(Pin(target: null, isPinned: false));

        await cargo.SeesAsync(sent => sent.Type == Type && Pinned(sent).Length == 0);
        Assert.Equal([first, $"{first} {second}", ""], cargo.Bridge.Homeserver.Sent.All.Where(sent => sent.Type == Type).Select(Pinned));
    }

    [Fact]
    public async Task Pins_of_users_go_to_the_network_and_do_not_come_back()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");

        await SetAsync(cargo, first, "$unknown");
        Assert.Equal(one, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "pin")).Target);
        await cargo.Bridge.WaitUntilIdleAsync();
        await SetAsync(cargo, "$unknown");
        Assert.Equal(one, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "unpin")).Target);
    }

    [Fact]
    public async Task A_pin_of_which_nobody_knows_whether_the_network_took_it_is_taken_off_there_too()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        cargo.Account.PinRefusals[one] = BridgeException.Transient("The connection broke.", certainty: Certainty.Uncertain);
        cargo.Account.PinnedNow[one] = true;
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cargo.Account.PinTried = () => tried.TrySetResult();
        await SetAsync(cargo, first);
        await tried.Task.WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken);

        await SetAsync(cargo);
        cargo.Account.PinRefusals.Remove(one, out _);

        Assert.Equal(one, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "unpin")).Target);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_several_pins_those_that_the_network_takes_are_kept_whichever_it_refuses(int refused)
    {
        await using var cargo = await CargoBridge.StartAsync();
        var said = new[] { await MessageAsync(cargo, "one"), await MessageAsync(cargo, "two"), await MessageAsync(cargo, "three") };
        var taken = said.Where((_, index) => index != refused).ToArray();
        cargo.Account.PinRefusals[said[refused].Message] = BridgeException.Permanent("Too old to be pinned.");

        await SetAsync(cargo, [.. said.Select(message => message.Event)]);

        await cargo.SeesAsync(sent => sent.Body?.Contains("Too old to be pinned.", StringComparison.Ordinal) == true);
        await cargo.Bridge.WaitUntilIdleAsync();
        await cargo.SeesAsync(sent => sent.Type == Type && sent.Sender == cargo.Bridge.Homeserver.BotUserId && Pinned(sent) == string.Join(' ', taken.Select(message => message.Event)));
        Assert.Equal(taken.Select(message => message.Message).Order(), (await NotedAsync(cargo)).Select(message => message.Value).Order());
        await cargo.HappensAsync(Pin(target: null, isPinned: false));
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 0);
    }

    [Fact]
    public async Task A_pin_that_the_network_does_not_take_off_is_back_in_the_room()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        await SetAsync(cargo, first);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 1);
        cargo.Account.PinRefusals[one] = BridgeException.Permanent("Only administrators do that.");

        await SetAsync(cargo);

        await cargo.SeesAsync(sent => sent.Body?.Contains("Only administrators do that.", StringComparison.Ordinal) == true);
        await cargo.SeesAsync(sent => sent.Type == Type && sent.Sender == cargo.Bridge.Homeserver.BotUserId && Pinned(sent) == first);
        Assert.Single(await NotedAsync(cargo));
    }

    [Fact]
    public async Task Pins_that_were_taken_before_the_network_went_away_are_not_made_again()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        var (two, second) = await MessageAsync(cargo, "two");
        cargo.Account.PinRefusals[two] = BridgeException.Transient("Not now.");

        await SetAsync(cargo, first, second);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 1);
        cargo.Account.PinRefusals.Clear();

        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 2);
        Assert.Equal([one, two], cargo.Bridge.Network.Did.All.Where(deed => deed.What == "pin").Select(deed => deed.Target).Order());
    }

    [Fact]
    public async Task Pins_leave_what_was_pinned_on_the_network_just_before_though_their_author_had_not_seen_it()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        var (two, second) = await MessageAsync(cargo, "two");
        var pinned = PinsOf(cargo, first);
        await cargo.HappensAsync(Pin(two, isPinned: true));
        await cargo.SeesAsync(sent => sent.Type == Type && Pinned(sent) == $"{first} {second}");

        await cargo.Bridge.PushAsync(pinned);

        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 2);
        Assert.Equal([new Deed("pin", CargoBridge.Chat, "", one)], cargo.Bridge.Network.Did.All.Where(deed => deed.What.EndsWith("pin", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pins_that_have_to_wait_hold_up_nothing_that_comes_in()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        cargo.Account.PinRefusals[one] = BridgeException.Transient("Not now.");
        await SetAsync(cargo, first);

        var (two, second) = await MessageAsync(cargo, "two");
        await cargo.HappensAsync(Pin(two, isPinned: true));

        await cargo.SeesAsync(sent => sent.Type == Type && Pinned(sent) == $"{first} {second}");
        cargo.Account.PinRefusals.Clear();
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 2);
    }

    [Fact]
    public async Task A_pin_that_is_told_late_is_not_set_again_after_it_was_taken_off()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        await SetAsync(cargo, first);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 1);
        await SetAsync(cargo);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 0);
        cargo.Account.PinnedNow[one] = false;

        await cargo.HappensAsync(Pin(one, isPinned: true));
        await MessageAsync(cargo, "what comes after it");

        Assert.Empty(await NotedAsync(cargo));
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == Type && sent.Sender == cargo.Bridge.Homeserver.BotUserId);
    }

    [Fact]
    public async Task A_pin_that_was_just_taken_off_in_the_room_is_not_set_again_before_the_network_hears_of_it()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (one, first) = await MessageAsync(cargo, "one");
        await SetAsync(cargo, first);
        await TestBridge.WaitUntilAsync(async () => (await NotedAsync(cargo)).Count == 1);
        var takenOff = PinsOf(cargo);

        await cargo.HappensAsync(Pin(one, isPinned: true));
        await MessageAsync(cargo, "what comes after it");
        await cargo.Bridge.PushAsync(takenOff);

        Assert.Equal(one, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "unpin")).Target);
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == Type && sent.Sender == cargo.Bridge.Homeserver.BotUserId);
    }

    private static Task<IReadOnlyList<RemoteMessageId>> NotedAsync(CargoBridge cargo) =>
        cargo.Bridge.Services.GetRequiredService<PinTable>().OfChatAsync(new NetworkId("test"), CargoBridge.Chat, default);

    private static async Task<(string Message, string Event)> MessageAsync(CargoBridge cargo, string text)
    {
        var id = await cargo.ReceiveAsync(new TextContent(RichText.Plain(text)));
        return (id, (await cargo.SeesAsync(sent => sent.Body == text)).EventId);
    }

    private static Task SetAsync(CargoBridge cargo, params string[] events) => cargo.Bridge.PushAsync(PinsOf(cargo, events));

    /// <summary>Alice pins events; the bridge is yet to hear of it.</summary>
    private static JsonObject PinsOf(CargoBridge cargo, params string[] events)
    {
        var content = new JsonObject { ["pinned"] = new JsonArray([.. events.Select(item => JsonValue.Create(item))]) };
        var pinned = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, Type, content);
        pinned["state_key"] = "";
        pinned["event_id"] = cargo.Bridge.Homeserver.SetStateAs(cargo.Bridge.Homeserver.Rooms.Single(room => room.Id == cargo.Room), cargo.Bridge.Alice, Type, content);
        return pinned;
    }

    private static RemotePin Pin(string? target, bool isPinned) => new()
    {
        Chat = CargoBridge.Chat, Target = target is null ? null : new RemoteMessageId(target), IsPinned = isPinned, Timestamp = TimeProvider.System.GetUtcNow(),
    };

    private static string Pinned(SentEvent sent) => string.Join(' ', sent.Content.GetProperty("pinned").EnumerateArray().Select(item => item.GetString()));
}
