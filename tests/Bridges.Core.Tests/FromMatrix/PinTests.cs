using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

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
        await SetAsync(cargo, "$unknown");
        Assert.Equal(one, (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "unpin")).Target);
    }

    private static async Task<(string Message, string Event)> MessageAsync(CargoBridge cargo, string text)
    {
        var id = await cargo.ReceiveAsync(new TextContent(RichText.Plain(text)));
        return (id, (await cargo.SeesAsync(sent => sent.Body == text)).EventId);
    }

    private static Task SetAsync(CargoBridge cargo, params string[] events)
    {
        var pinned = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, Type, new JsonObject { ["pinned"] = new JsonArray([.. events.Select(item => JsonValue.Create(item))]) });
        pinned["state_key"] = "";
        return cargo.Bridge.PushAsync(pinned);
    }

    private static RemotePin Pin(string? target, bool isPinned) => new()
    {
        Chat = CargoBridge.Chat, Target = target is null ? null : new RemoteMessageId(target), IsPinned = isPinned, Timestamp = TimeProvider.System.GetUtcNow(),
    };

    private static string Pinned(SentEvent sent) => string.Join(' ', sent.Content.GetProperty("pinned").EnumerateArray().Select(item => item.GetString()));
}
