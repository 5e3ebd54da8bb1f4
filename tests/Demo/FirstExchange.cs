using Bridges.TestBeds.Users;

namespace Bridges.Demo;

/// <summary>Alice logs in to Telegram through the bot; Bob writes to her; she answers.</summary>
internal sealed class FirstExchange(Stage stage, Transcript transcript)
{
    private const string Matrix = "Matrix";
    private const string Telegram = "Telegram";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task PlayAsync(CancellationToken cancellation)
    {
        try
        {
            await PlayThroughAsync(cancellation);
        }
        catch (TimeoutException)
        {
            transcript.Note(stage.Logs);
            throw;
        }
    }

    private async Task PlayThroughAsync(CancellationToken cancellation)
    {
        transcript.Note("");
        await LogInAsync(cancellation);
        await stage.Telegram.WaitForClientAsync(stage.AliceOnTelegram, Patience, cancellation);

        const string greeting = "Hi Alice, are you coming tonight?";
        stage.Bob.SendText(stage.Chat, greeting);
        transcript.Line(Telegram, "Bob", greeting);
        var arrived = await stage.Alice.WaitForEventAsync(
            seen => seen.Kind == EventKind.Timeline && seen.Body == greeting, Patience, cancellation);
        transcript.Line(Matrix, "Bob", $"{greeting}   [as {arrived.Sender}]");

        const string answer = "Sure, at eight!";
        await stage.Alice.SendTextAsync(arrived.RoomId, answer, cancellation);
        transcript.Line(Matrix, "Alice", answer);
        await stage.Telegram.WaitForMessageAsync(
            stage.Chat, message => message.Sender == stage.AliceOnTelegram && message.Text == answer, Patience, cancellation);
        transcript.Line(Telegram, "Alice", answer);
        transcript.Note("");
    }

    private async Task LogInAsync(CancellationToken cancellation)
    {
        var room = await stage.Alice.CreateDirectRoomAsync(stage.Bot, cancellation);
        await stage.Alice.WaitForJoinAsync(room, stage.Bot, Patience, cancellation);
        await TellBotAsync(room, "login telegram phone", expected: "Send the phone number", cancellation);
        await TellBotAsync(room, $"+{stage.AliceOnTelegram.Phone}", expected: "Send the code", cancellation);
        await TellBotAsync(room, "12345", expected: "You are logged in", cancellation);
    }

    private async Task TellBotAsync(string room, string text, string expected, CancellationToken cancellation)
    {
        await stage.Alice.SendTextAsync(room, text, cancellation);
        transcript.Line(Matrix, "Alice", text);
        var answer = await stage.Alice.WaitForMessageAsync(
            room,
            seen => seen.Sender == stage.Bot && seen.Body?.Contains(expected, StringComparison.OrdinalIgnoreCase) == true,
            Patience,
            cancellation);
        transcript.Line(Matrix, "the bot", answer.Body!);
    }
}
