using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Demo;

/// <summary>Alice logs in to Telegram through the bot; Bob writes to her; she answers.</summary>
internal sealed class FirstExchange(Cast cast, Transcript transcript)
{
    private const string Matrix = "Matrix";
    private const string Telegram = "Telegram";

    public async Task PlayAsync(CancellationToken cancellation)
    {
        try
        {
            await PlayThroughAsync(cancellation);
        }
        catch (TimeoutException)
        {
            transcript.Note(cast.Stage.Logs);
            throw;
        }
    }

    private async Task PlayThroughAsync(CancellationToken cancellation)
    {
        transcript.Note("");
        await LogInAsync(cancellation);
        await cast.Stage.Telegram.WaitForClientAsync(cast.AliceOnTelegram, TelegramStage.Patience, cancellation);

        const string greeting = "Hi Alice, are you coming tonight?";
        cast.Bob.SendText(cast.Chat, greeting);
        transcript.Line(Telegram, "Bob", greeting);
        var arrived = await cast.Alice.WaitForEventAsync(
            seen => seen.Kind == EventKind.Timeline && seen.Body == greeting, TelegramStage.Patience, cancellation);
        transcript.Line(Matrix, "Bob", $"{greeting}   [as {arrived.Sender}]");

        const string answer = "Sure, at eight!";
        await cast.Alice.SendTextAsync(arrived.RoomId, answer, cancellation);
        transcript.Line(Matrix, "Alice", answer);
        await cast.Stage.Telegram.WaitForMessageAsync(
            cast.Chat, message => message.Sender == cast.AliceOnTelegram && message.Text == answer, TelegramStage.Patience, cancellation);
        transcript.Line(Telegram, "Alice", answer);
        transcript.Note("");
    }

    private async Task LogInAsync(CancellationToken cancellation)
    {
        var room = await cast.Stage.OpenManagementRoomAsync(cast.Alice, cancellation);
        await TellBotAsync(room, "login telegram phone", expected: "Send the phone number", cancellation);
        await TellBotAsync(room, $"+{cast.AliceOnTelegram.Phone}", expected: "Send the code", cancellation);
        await TellBotAsync(room, "12345", expected: "You are logged in", cancellation);
    }

    private async Task TellBotAsync(ManagementRoom room, string text, string expected, CancellationToken cancellation)
    {
        transcript.Line(Matrix, "Alice", text);
        var answer = await room.AskAsync(text, expected, cancellation);
        transcript.Line(Matrix, "the bot", answer.Body!);
    }
}
