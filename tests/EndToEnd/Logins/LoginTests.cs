using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;
using QRCoder;

namespace Bridges.EndToEnd.Tests.Logins;

public sealed class LoginTests(SharedStage shared) : EndToEndTest(shared.Stage)
{
    [Fact]
    public async Task A_wrong_code_is_asked_for_again()
    {
        var room = await NewcomerAsync();
        var person = Stage.Person("Greta");
        await room.AskAsync("login telegram phone", "Send the phone number", Cancellation);
        await room.AskAsync($"+{person.Phone}", "Send the code", Cancellation);

        var refusal = await room.AskAsync("99999", "That is not the code", Cancellation);

        Assert.Contains("Send the code", refusal.Body, StringComparison.Ordinal);
        await room.AskAsync("12345", "You are logged in to Telegram as Greta", Cancellation);
    }

    [Fact]
    public async Task Phone_number_code_and_password_are_taken_out_of_the_room()
    {
        var room = await NewcomerAsync();
        var person = Stage.Person("Heidi");
        (person.Password, person.PasswordHint) = ("correct horse", "an animal");
        await room.AskAsync("login telegram phone", "Send the phone number", Cancellation);
        await room.AskAsync($"+{person.Phone}", "Send the code", Cancellation);
        await room.AskAsync("12345", "Your hint: an animal", Cancellation);
        await room.AskAsync("wrong horse", "That is not the password", Cancellation);
        await room.AskAsync("correct horse", "You are logged in to Telegram as Heidi", Cancellation);

        var said = (await room.User.MessagesAsync(room.Id, Cancellation)).Where(message => message.Sender == room.User.UserId).ToArray();
        Assert.Equal([false, true, true, true, true], said.Select(message => message.IsRedacted));
    }

    [Fact]
    public async Task Where_the_bot_may_not_remove_messages_nobody_logs_in()
    {
        var user = await Stage.RegisterAsync(Resident.UniqueName("ivan"), Cancellation);
        var id = await user.CreateRoomAsync(invite: [Stage.Bot], cancellation: Cancellation);
        await user.WaitForJoinAsync(id, Stage.Bot, Patience, Cancellation);

        await new ManagementRoom(user, id, Stage.Bot).AskAsync("login telegram phone", "Please log in in a room of just you and me", Cancellation);
    }

    [Fact]
    public async Task A_QR_code_scanned_with_the_phone_logs_in()
    {
        var room = await NewcomerAsync();
        var person = Stage.Person("Judy");

        var shown = await room.AskAsync("login telegram qr", "scan this code", Cancellation);
        var link = Stage.Telegram.Logins.ShownQrLinks[^1];
        var picture = await room.User.DownloadAsync(shown.Content.GetProperty("url").GetString()!, Cancellation);
        Stage.Telegram.Logins.ScanQr(link, person);

        Assert.Equal(("m.image", QrCode(link)), (shown.MessageType, Convert.ToHexString(picture)));
        await room.HearAsync("You are logged in to Telegram as Judy", after: shown.EventId, Cancellation);
    }

    [Fact]
    public async Task A_bot_logs_in_with_its_token_and_answers_those_who_write_to_it()
    {
        var room = await NewcomerAsync();
        var bot = Stage.Telegram.People.AddBot("Helper", $"{Resident.UniqueName("helper")}_bot");
        var bob = Stage.Person("Bob");
        await room.AskAsync("login telegram bot", "Send the bot's token", Cancellation);
        await room.AskAsync("123:nonsense", "no token of a bot", Cancellation);
        await room.AskAsync(bot.BotToken!, "You are logged in to Telegram as Helper", Cancellation);
        await Stage.Telegram.WaitForClientAsync(bot, Patience, Cancellation);
        var chat = bot.ChatWith(bob);

        bob.SendText(chat, "help me");

        var arrived = await room.User.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == "help me", Patience, Cancellation);
        await room.User.SendTextAsync(arrived.RoomId, "how can I help?", Cancellation);
        var answer = await Stage.Telegram.WaitForMessageAsync(chat, message => message.Text == "how can I help?", Patience, Cancellation);
        Assert.Same(bot, answer.Sender);
    }

    [Fact]
    public async Task A_login_that_was_cancelled_leaves_nothing_behind()
    {
        var room = await NewcomerAsync();
        await room.AskAsync("login telegram phone", "Send the phone number", Cancellation);

        await room.AskAsync("cancel", "Cancelled", Cancellation);

        await room.AskAsync("cancel", "nothing to cancel", Cancellation);
        await room.AskAsync("list-logins", "You are not logged in", Cancellation);
    }

    [Fact]
    public async Task An_account_that_somebody_else_has_logged_in_to_stays_theirs()
    {
        var kim = await Resident.ArriveAsync(Stage, "Kim", Cancellation);
        var room = await NewcomerAsync();
        await room.AskAsync("login telegram phone", "Send the phone number", Cancellation);
        await room.AskAsync($"+{kim.Telegram.Phone}", "Send the code", Cancellation);

        await room.AskAsync("12345", "Another Matrix user is logged in to this account", Cancellation);

        await kim.TalkWithAsync("Bob", Cancellation);
    }

    private async Task<ManagementRoom> NewcomerAsync() =>
        await Stage.OpenManagementRoomAsync(await Stage.RegisterAsync(Resident.UniqueName("newcomer"), Cancellation), Cancellation);

    private static string QrCode(string link)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.L);
        using var png = new PngByteQRCode(code);
        return Convert.ToHexString(png.GetGraphic(8));
    }
}
