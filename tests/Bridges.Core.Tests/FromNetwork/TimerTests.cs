using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class TimerTests
{
    [Fact]
    public async Task Message_vanishes_when_its_time_has_come_also_after_a_restart()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "soon gone", message => message with { Timer = new DisappearingTimer(TimeSpan.FromSeconds(2), FromRead: false) });
        var soon = await bridge.WaitForMessageAsync("soon gone");

        await bridge.RestartAsync();

        var redaction = await bridge.WaitForEventAsync("the redaction", sent => sent.Type == "m.room.redaction" && sent.RoomId == room);
        Assert.Equal(soon.EventId, redaction.Redacts);
        Assert.InRange(redaction.Timestamp - soon.Timestamp, 2000, 60_000);
    }

    [Fact]
    public async Task What_was_set_a_moment_ago_is_not_overslept()
    {
        var clock = new TestClock();
        await using var bridge = await TestBridge.StartAsync(clock: clock);
        await bridge.OpenChatAsync("bob");
        var said = clock.Time.GetUtcNow();
        await bridge.ReceiveAsync("bob", "2", "soon gone", message => message with
        {
            Timestamp = said, Timer = new DisappearingTimer(TimeSpan.FromMinutes(1), FromRead: false),
        });
        var soon = await bridge.WaitForMessageAsync("soon gone");

        await clock.PassSlowlyUntilAsync(bridge.WaitForEventAsync("the redaction", sent => sent.Redacts == soon.EventId));

        // Somebody who only looks now and then would come much later.
        Assert.InRange(clock.Time.GetUtcNow() - said, TimeSpan.FromSeconds(55), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Message_vanishes_once_the_homeserver_answers_in_place_of_a_proxy()
    {
        var clock = new TestClock();
        await using var bridge = await TestBridge.StartAsync(clock: clock);
        await bridge.OpenChatAsync("bob");
        using var proxy = bridge.Homeserver.Faults.Inject(StubFault.Proxy(404) with { Strikes = request => request.Parts is ["rooms", _, "redact", ..], Times = 2 });
        await bridge.ReceiveAsync("bob", "2", "soon gone", message => message with
        {
            Timestamp = clock.Time.GetUtcNow(), Timer = new DisappearingTimer(TimeSpan.FromSeconds(5), FromRead: false),
        });
        var soon = await bridge.WaitForMessageAsync("soon gone");

        await clock.PassUntilAsync(bridge.WaitForEventAsync("the redaction", sent => sent.Redacts == soon.EventId));
    }

    [Fact]
    public async Task Time_of_what_is_to_vanish_after_reading_begins_with_reading()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "read me", message => message with { Timer = new DisappearingTimer(TimeSpan.FromMilliseconds(1), FromRead: true) });
        var toRead = await bridge.WaitForMessageAsync("read me");
        await bridge.ReceiveAsync("bob", "3", "a second and more later", message => message with { Timer = new DisappearingTimer(TimeSpan.FromMilliseconds(1), FromRead: false) });
        var later = await bridge.WaitForMessageAsync("a second and more later");
        // What is due is looked for in order: what was not due by then is not due.
        await bridge.WaitForEventAsync("the other's redaction", sent => sent.Redacts == later.EventId);
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Redacts == toRead.EventId);

        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, bridge.Alice, toRead.EventId));

        await bridge.WaitForEventAsync("its redaction", sent => sent.Redacts == toRead.EventId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_of_what_stands_before_what_was_read_begins_though_its_author_s_clock_is_ahead(bool isReadHere)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var ahead = await HearAsync("2", "ahead", 3);
        var read = await HearAsync("3", "read", 0);
        var unread = await HearAsync("4", "unread", -3);
        await bridge.WaitUntilIdleAsync();

        await (isReadHere
            ? bridge.PushEphemeralAsync(PassingSigns.Receipt(room, bridge.Alice, read.EventId))
            : bridge.AliceAccount.Host.ReceiveAsync(
                new RemoteReadReceipt { Chat = new(new("bob"), new AccountId("alice")), Reader = new("alice"), FromSelf = true, UpTo = new("3"), Timestamp = TimeProvider.System.GetUtcNow() }, default).AsTask());

        await bridge.WaitForEventAsync("the first one's redaction", sent => sent.Redacts == ahead.EventId);
        await bridge.WaitForEventAsync("the second one's redaction", sent => sent.Redacts == read.EventId);
        await bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Redacts == unread.EventId);

        async Task<SentEvent> HearAsync(string id, string text, int minutesAhead)
        {
            await bridge.ReceiveAsync("bob", id, text, message => message with
            {
                Timestamp = TimeProvider.System.GetUtcNow().AddMinutes(minutesAhead), Timer = new DisappearingTimer(TimeSpan.FromMilliseconds(1), FromRead: true),
            });
            return await bridge.WaitForMessageAsync(text);
        }
    }
}
