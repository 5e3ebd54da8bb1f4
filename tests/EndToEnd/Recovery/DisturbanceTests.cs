using Bridges.EndToEnd.Tests.Beds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Recovery;

public sealed class DisturbanceTests(SqliteStage fixture) : EndToEndTest(fixture.Stage), IClassFixture<SqliteStage>
{
    [Fact]
    public async Task A_session_ended_on_Telegram_is_told_and_a_new_login_finds_the_same_rooms()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);

        Stage.Telegram.Logins.Revoke(alice.Telegram);

        var notice = await alice.Bot.HearAsync("was logged out", cancellation: Cancellation);
        Assert.Contains("login telegram", notice.Body, StringComparison.Ordinal);
        Assert.Contains("your rooms stay", notice.Body, StringComparison.Ordinal);
        await alice.Matrix.SendTextAsync(talk.Room, "said too early", Cancellation);
        talk.Bob.SendText(talk.Chat, "are you there?");
        await Stage.LogInAsync(alice.Bot, alice.Telegram, Cancellation);
        Assert.Equal(talk.Ghost, (await talk.HearAsync("are you there?", Cancellation)).Sender);
        await talk.SettleAsync(Cancellation);
        Assert.Single(await talk.SpeakersOfAsync("are you there?", Cancellation));
    }

    [Fact]
    public async Task A_killed_engine_costs_a_reconnect_and_no_message()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);

        EngineProcess.Kill(Stage.Host, "telegram");
        talk.Bob.SendText(talk.Chat, "while it was away");
        await alice.Matrix.SendTextAsync(talk.Room, "sent meanwhile", Cancellation);

        await talk.HearAsync("while it was away", Cancellation);
        await talk.ReachesTelegramAsync("sent meanwhile", Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.Single(await talk.SpeakersOfAsync("while it was away", Cancellation));
        Assert.Single(talk.Chat.Messages, message => message.Text == "sent meanwhile");
    }

    [Fact]
    public async Task A_message_that_Telegram_refuses_is_told_and_goes_with_retry()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);
        Stage.Telegram.Faults.Fail("messages.sendMessage", 403, "USER_IS_BLOCKED");

        var eventId = await alice.Matrix.SendTextAsync(talk.Room, "you blocked me?", Cancellation);

        var notice = await talk.SeeAsync("m.room.message", seen => seen.RepliesTo == eventId && seen.Sender == Stage.Bot, Cancellation);
        Assert.Contains("blocked", notice.Body, StringComparison.Ordinal);
        await alice.Matrix.SendTextAsync(talk.Room, "!bridges retry", Cancellation);
        await talk.HearAsync("One message is tried again.", Cancellation);
        await talk.ReachesTelegramAsync("you blocked me?", Cancellation);
    }

    [Fact]
    public async Task A_homeserver_that_was_away_gets_everything_afterwards()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);

        await Stage.Synapse.KillAsync();
        var texts = Enumerable.Range(1, 5).Select(number => $"homeserver away {number}").ToArray();
        foreach (var text in texts)
        {
            talk.Bob.SendText(talk.Chat, text);
        }

        await Stage.Synapse.StartAgainAsync(Cancellation);
        await talk.HearAsync(texts[^1], Cancellation);
        await talk.AliceSaysAsync("welcome back", Cancellation);
        var heard = (await alice.Matrix.MessagesAsync(talk.Room, Cancellation)).Select(message => message.Body!);
        Assert.Equal(texts, heard.Where(body => body.StartsWith("homeserver away", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Telegram_asking_to_wait_delays_and_loses_nothing()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);
        Stage.Telegram.Faults.FloodWait("messages.sendMessage", seconds: 2);

        await alice.Matrix.SendTextAsync(talk.Room, "first of two", Cancellation);
        await alice.Matrix.SendTextAsync(talk.Room, "second of two", Cancellation);

        await talk.ReachesTelegramAsync("second of two", Cancellation);
        Assert.Equal(
            ["first of two", "second of two"],
            talk.Chat.Messages.Select(message => message.Text).Where(text => text.EndsWith("of two", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lost_connection_to_Telegram_is_taken_up_again()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);

        Stage.Telegram.Faults.DropConnections();
        talk.Bob.SendText(talk.Chat, "through the gap");

        Assert.Equal(EventKind.Timeline, (await talk.HearAsync("through the gap", Cancellation)).Kind);
        await talk.SettleAsync(Cancellation);
        Assert.Single(await talk.SpeakersOfAsync("through the gap", Cancellation));
    }
}
