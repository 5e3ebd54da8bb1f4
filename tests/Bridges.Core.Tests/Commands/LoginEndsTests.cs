using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

/// <summary>Where a login is not begun, and how one ends that nobody goes on with.</summary>
public sealed class LoginEndsTests
{
    [Fact]
    public async Task A_step_that_does_not_come_is_told_of_once_and_waited_for()
    {
        var clock = new TestClock();
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: clock);
        var asked = bridge.Network.Trouble.Hangs(ModuleCall.LoginStart);
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"));
        await asked;

        // In large steps, as the silence may begin a moment later; not as many as end the command.
        var notice = bridge.WaitForEventAsync("the notice", IsNotice);
        for (var step = 0; step < 7 && !notice.IsCompleted; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(12));
            await Task.WhenAny(notice, Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        }

        await notice;
        clock.Advance(TimeSpan.FromSeconds(20));
        bridge.Network.Trouble.Dispose();

        await bridge.WaitForEventAsync("the first question", sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true);
        Assert.Single(bridge.Homeserver.Sent.All, IsNotice);

        static bool IsNotice(SentEvent sent) => sent.Body?.Contains("I am still waiting", StringComparison.Ordinal) == true;
    }

    [Fact]
    public async Task Abandoned_login_ends_with_a_word_and_a_password_said_afterwards_is_not_repeated()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");

        await bridge.WaitUntilIdleAsync();
        bridge.Clock.Advance(TimeSpan.FromMinutes(15));

        await bridge.WaitForEventAsync("the end", sent => sent.RoomId == room && sent.Body?.Contains("The login took too long and ended.", StringComparison.Ordinal) == true);
        await bridge.AskAsync(room, bridge.Alice, "sesame", "I do not know that.");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.ToString().Contains("sesame", StringComparison.Ordinal));
        await bridge.AskAsync(room, bridge.Alice, "cancel", "There is nothing to cancel.");
    }

    [Fact]
    public async Task Login_that_was_completed_is_not_ended_afterwards()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");
        await bridge.AskAsync(room, bridge.Alice, "sesame", "You are logged in");

        await bridge.WaitUntilIdleAsync();
        bridge.Clock.Advance(TimeSpan.FromMinutes(16));

        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("took too long", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Login_is_refused_where_a_third_person_reads()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.Homeserver.AddRoom(bridge.Alice, bridge.Homeserver.BotUserId, bridge.Homeserver.UserId("mallory")).Id;

        await bridge.AskAsync(room, bridge.Alice, "!bridges login", "Please log in in a room of just you and me");

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true);
    }

    /// <summary>The room was a management room when it was greeted, and a third person came later.</summary>
    [Fact]
    public async Task Login_is_refused_in_a_management_room_that_somebody_else_has_entered()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.Homeserver.AddRoom(bridge.Alice);
        bridge.Homeserver.SetMembership(room, bridge.Homeserver.BotUserId, "invite");
        await bridge.PushAsync(StubEvents.Member(room.Id, bridge.Alice, bridge.Homeserver.BotUserId, "invite"));
        await bridge.WaitForEventAsync("the greeting", sent => sent.RoomId == room.Id && sent.Body?.Contains("Say login to begin", StringComparison.Ordinal) == true);
        bridge.Homeserver.SetMembership(room, bridge.Homeserver.UserId("mallory"), "join");

        await bridge.AskAsync(room.Id, bridge.Alice, "login", "Please log in in a room of just you and me");
    }
}
