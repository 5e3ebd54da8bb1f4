using Bridges.EndToEnd.Tests.Beds;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Commands;

public sealed class CommandTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Fact]
    public async Task Help_lists_what_can_be_asked()
    {
        var help = await _alice.Bot.AskAsync("help", "I bridge Telegram", Cancellation);

        string[] commands = ["login", "logout", "list-logins", "status", "search", "start-chat", "sync", "retry", "cancel", "help"];
        Assert.All(commands, command => Assert.Contains($"\n{command}", help.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_command_is_answered() => await _alice.Bot.AskAsync("dance", "I do not know that", Cancellation);

    [Fact]
    public async Task Status_and_list_logins_tell_how_the_account_stands()
    {
        await AskUntilAsync("list-logins", $"Telegram: Alice ({_alice.Telegram.Id}) – connected");
        var status = await AskUntilAsync("status", "Telegram: works");

        Assert.Contains($"({_alice.Telegram.Id}) – connected", status.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Journal", status.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_people()
    {
        var bob = Stage.Person("Bobby", Resident.UniqueName("bobby"));

        var found = await _alice.Bot.AskAsync($"search {bob.Username}", "start-chat", Cancellation);

        Assert.Contains($"Bobby (@{bob.Username}): start-chat {bob.Id}", found.Body, StringComparison.Ordinal);
        await _alice.Bot.AskAsync("search nobody-of-that-name", "I found nobody", Cancellation);
    }

    [Fact]
    public async Task Start_chat_makes_a_room_in_which_to_write()
    {
        var bob = Stage.Person("Bob", Resident.UniqueName("bob"));

        await _alice.Bot.AskAsync($"start-chat @{bob.Username}", "chat with Bob", Cancellation);

        var room = await _alice.Matrix.WaitForEventAsync(
            seen => seen.Type == "m.room.member" && seen.StateKey == Stage.GhostOf(bob) && seen.Kind != EventKind.Invite, Patience, Cancellation);
        await _alice.Matrix.SendTextAsync(room.RoomId, "hello out of nowhere", Cancellation);
        await Stage.Telegram.WaitForMessageAsync(
            _alice.Telegram.ChatWith(bob), message => message.Text == "hello out of nowhere", Patience, Cancellation);
        await _alice.Bot.AskAsync("start-chat @nobody_of_that_name", "I found nobody", Cancellation);
    }

    [Fact]
    public async Task Sync_makes_rooms_for_chats_that_have_none()
    {
        var leo = await Resident.ArriveAsync(Stage, "Leo", Cancellation);
        var talk = await leo.TalkWithAsync("Bob", Cancellation);
        await leo.Matrix.LeaveAsync(talk.Room, Cancellation);

        await leo.Bot.AskAsync("sync", "most recent chat", Cancellation);

        var back = false;
        await leo.Matrix.WaitForEventAsync(
            seen =>
            {
                var own = seen.Type == "m.room.member" && seen.StateKey == leo.Matrix.UserId && seen.Kind != EventKind.Invite;
                back |= own && seen.RoomId == talk.Room && seen.Content.GetProperty("membership").GetString() == "leave";
                return back && own && seen.Content.GetProperty("membership").GetString() == "join";
            },
            Patience,
            Cancellation);
    }

    [Fact]
    public async Task A_command_in_a_chats_room_needs_the_prefix_and_stays_off_the_network()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        await _alice.Matrix.SendTextAsync(talk.Room, "!bridges sync", Cancellation);
        await talk.HearAsync("Looking at this chat anew.", Cancellation);
        await talk.AliceSaysAsync("help", Cancellation);

        Assert.DoesNotContain(talk.Chat.Messages, message => message.Text.Contains("bridges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logging_in_is_refused_in_a_chats_room()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        await _alice.Matrix.SendTextAsync(talk.Room, "!bridges login telegram phone", Cancellation);

        await talk.HearAsync("Please log in in a room of just you and me, where nobody else reads your codes.", Cancellation);
    }

    [Fact]
    public async Task Logout_ends_the_session_on_Telegram()
    {
        var mia = await Resident.ArriveAsync(Stage, "Mia", Cancellation);

        await mia.Bot.AskAsync("logout", "You are logged out of Telegram (Mia)", Cancellation);

        await Stage.Telegram.WaitUntilAsync(() => Stage.Telegram.Logins.CountOf(mia.Telegram) == 0, Patience, Cancellation);
        await mia.Bot.AskAsync("list-logins", "You are not logged in", Cancellation);
        await mia.Bot.AskAsync("sync", "You are not logged in", Cancellation);
    }

    [Fact]
    public async Task What_became_of_a_message_can_be_asked()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        var (eventId, _) = await talk.AliceSaysAsync("did you get this?", Cancellation);
        await talk.SettleAsync(Cancellation);

        await _alice.Matrix.SendTextAsync(talk.Room, $"!bridges status {eventId}", Cancellation);

        await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith("It was delivered.\n", StringComparison.Ordinal) == true, Cancellation);
    }

    [Fact]
    public async Task Who_may_not_use_the_bridge_is_turned_away()
    {
        var mallory = await Stage.RegisterAsync(SharedStage.Outsider, Cancellation);

        var room = await mallory.CreateDirectRoomAsync(Stage.Bot, Cancellation);

        await mallory.WaitForEventAsync(
            seen => seen.RoomId == room && seen.Type == "m.room.member" && seen.StateKey == Stage.Bot
                && seen.Content.GetProperty("membership").GetString() == "leave",
            Patience,
            Cancellation);
    }

    /// <summary>Asks until the answer is what it will be: whoever has just logged in is connecting for a moment.</summary>
    private async Task<MatrixEvent> AskUntilAsync(string command, string expected)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(TimeSpan.FromSeconds(1), Cancellation))
        {
            var answer = await _alice.Bot.AskAsync(command, cancellation: Cancellation);
            if (answer.Body!.Contains(expected, StringComparison.Ordinal))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"\"{command}\" was answered to the end with: {answer.Body}");
        }
    }
}
