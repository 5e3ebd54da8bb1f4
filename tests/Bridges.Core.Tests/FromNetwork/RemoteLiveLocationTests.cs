using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class RemoteLiveLocationTests
{
    private const string Info = "org.matrix.msc3672.beacon_info";
    private const string Beacon = "org.matrix.msc3672.beacon";

    private int _version;

    [Fact]
    public async Task Beacon_begins_moves_and_ends()
    {
        await using var cargo = await StartAsync(TimeSpan.Zero);
        var id = await cargo.ReceiveAsync(new LiveLocationContent(1.5, -2.5) { Period = TimeSpan.FromMinutes(15), Accuracy = 30 });
        var began = await cargo.SeesAsync(sent => sent.Type == Info);
        var first = await cargo.SeesAsync(IsAt("geo:1.5,-2.5;u=30"));

        await MoveAsync(cargo, id, new LiveLocationContent(3, 4));
        var second = await cargo.SeesAsync(IsAt("geo:3,4"));
        await MoveAsync(cargo, id, new LiveLocationContent(5, 6) { HasEnded = true });

        var last = await cargo.SeesAsync(IsAt("geo:5,6"));
        var ended = await cargo.SeesAsync(sent => sent.Type == Info && !sent.Content.GetProperty("live").GetBoolean());
        Assert.Equal((cargo.Bob, cargo.Bob, true, 900_000), (began.Sender, began.StateKey, began.Content.GetProperty("live").GetBoolean(), began.Content.GetProperty("timeout").GetInt64()));
        Assert.All([first, second, last], beacon => Assert.Equal(
            (cargo.Bob, "m.reference", began.EventId),
            (beacon.Sender, beacon.Content.GetProperty("m.relates_to").GetProperty("rel_type").GetString(), beacon.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString())));
        Assert.Equal(cargo.Bob, ended.StateKey);
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Content.TryGetProperty("geo_uri", out _));
    }

    [Fact]
    public async Task Sixty_moves_are_few_events_and_the_last_place_is_always_shown()
    {
        await using var cargo = await StartAsync(TimeSpan.FromSeconds(2));
        var id = await cargo.ReceiveAsync(new LiveLocationContent(1, 0) { Period = TimeSpan.FromMinutes(15) });
        await cargo.SeesAsync(IsAt("geo:1,0"));

        for (var move = 1; move <= 60; move++)
        {
            await MoveAsync(cargo, id, new LiveLocationContent(1, move));
        }

        await cargo.SeesAsync(IsAt("geo:1,60"));
        Assert.InRange(cargo.Bridge.Homeserver.Sent.All.Count(sent => sent.Type == Beacon), 2, 20);
    }

    [Fact]
    public async Task Restart_goes_on_with_the_same_beacon()
    {
        await using var cargo = await StartAsync(TimeSpan.FromSeconds(3));
        var id = await cargo.ReceiveAsync(new LiveLocationContent(1, 0) { Period = TimeSpan.FromMinutes(15) });
        await cargo.SeesAsync(IsAt("geo:1,0"));
        await MoveAsync(cargo, id, new LiveLocationContent(2, 0));

        await cargo.Bridge.RestartAsync();

        await cargo.SeesAsync(IsAt("geo:2,0"));
        Assert.Single(cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == Info);
    }

    [Fact]
    public async Task Where_the_room_has_no_beacons_it_is_one_message_that_moves_and_ends_by_itself()
    {
        await using var cargo = await StartAsync(TimeSpan.Zero);
        using var refusal = cargo.Bridge.Homeserver.Faults.Inject(new StubFault { Status = 403, ErrorCode = "M_FORBIDDEN", Strikes = request => request.Parts.Contains(Info) });
        var id = await cargo.ReceiveAsync(new LiveLocationContent(1.5, -2.5) { Period = TimeSpan.FromSeconds(6) });
        var first = await cargo.SeesAsync(sent => sent.Content.TryGetProperty("geo_uri", out _));

        await MoveAsync(cargo, id, new LiveLocationContent(3, 4));

        var moved = await cargo.SeesAsync(IsEditTo("geo:3,4"));
        var ended = await cargo.SeesAsync(sent => IsEditTo("geo:3,4")(sent) && sent.Body!.Contains("has ended", StringComparison.Ordinal));
        Assert.Equal("geo:1.5,-2.5", first.Content.GetProperty("geo_uri").GetString());
        Assert.All([moved, ended], edit => Assert.Equal(first.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
    }

    [Fact]
    public async Task Deleted_one_moves_no_more()
    {
        await using var cargo = await StartAsync(TimeSpan.FromSeconds(2));
        var id = await cargo.ReceiveAsync(new LiveLocationContent(1, 0) { Period = TimeSpan.FromMinutes(15) });
        var began = await cargo.SeesAsync(sent => sent.Type == Info);
        await cargo.SeesAsync(IsAt("geo:1,0"));
        await MoveAsync(cargo, id, new LiveLocationContent(2, 0));
        await cargo.HappensAsync(new RemoteDeletion { Chat = CargoBridge.Chat, Target = new(id), Timestamp = TimeProvider.System.GetUtcNow() });
        await cargo.SeesAsync(sent => sent.Redacts == began.EventId);
        var other = await cargo.ReceiveAsync(new LiveLocationContent(7, 0) { Period = TimeSpan.FromMinutes(15) });
        await MoveAsync(cargo, other, new LiveLocationContent(8, 0));

        // By then its turn has come and gone.
        await cargo.SeesAsync(IsAt("geo:8,0"));
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => IsAt("geo:2,0")(sent));
    }

    private static Task<CargoBridge> StartAsync(TimeSpan pause) => CargoBridge.StartAsync(bridge => bridge.Options = bridge.Options with { LiveLocationPause = pause });

    private ValueTask MoveAsync(CargoBridge cargo, string id, LiveLocationContent place) => cargo.HappensAsync(new RemoteEdit
    {
        Chat = CargoBridge.Chat, Target = new(id), Sender = new("bob"), Version = ++_version, Timestamp = TimeProvider.System.GetUtcNow(), Parts = [new MessagePart("", place)],
    });

    private static Func<SentEvent, bool> IsAt(string uri) => sent => sent.Type == Beacon && sent.Content.GetProperty("org.matrix.msc3488.location").GetProperty("uri").GetString() == uri;

    private static Func<SentEvent, bool> IsEditTo(string uri) => sent =>
        sent.Content.TryGetProperty("m.new_content", out var content) && content.TryGetProperty("geo_uri", out var there) && there.GetString() == uri;
}
