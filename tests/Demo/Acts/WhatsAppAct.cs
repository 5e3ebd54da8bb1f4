using System.Text.Json;
using System.Text.RegularExpressions;
using Bridges.WhatsApp.Bed;

namespace Bridges.Demo.Acts;

/// <summary>WhatsApp, by way of Baileys: linked with a code, then texts, a picture, a reaction and a poll.</summary>
internal sealed partial class WhatsAppAct(DemoStage stage, Transcript transcript) : Act(stage, transcript)
{
    private WhatsAppPerson _alice = null!;
    private WhatsAppPerson _bob = null!;

    public override string Network => "WhatsApp";

    public override async Task PlayAsync(CancellationToken cancellation)
    {
        _alice = await Stage.WhatsApp.PersonAsync("Alice");
        _bob = await Stage.WhatsApp.PersonAsync("Bob");
        await TellBotAsync("login whatsapp code", "phone number", cancellation);
        var shown = await TellBotAsync($"+{_alice.Number}", "code", cancellation);
        Told("Alice", "types the code on her phone");
        await Stage.WhatsApp.DoAsync("enterCode", new { number = _alice.Number, code = PairingCode().Match(shown.Body!).Value });
        await Stage.BotRoom.HearAsync("logged in", after: shown.EventId, cancellation);

        const string Greeting = "Hello from WhatsApp";
        Told("Bob", Greeting);
        await SayAsync(new { conversation = Greeting });
        var greeting = await ArrivesFirstAsync(Greeting, cancellation);

        Told("Bob", "sends a picture");
        await Stage.WhatsApp.DoAsync("sendMedia", new
        {
            from = _bob.Number,
            to = _alice.Number,
            type = "image",
            part = "imageMessage",
            bytes = new { base64 = Convert.ToBase64String(Samples.Picture("garden")) },
            fields = new { mimetype = "image/png", caption = "the garden" },
        });
        await ArrivesAsync("a picture: the garden", seen => IsMessage(seen, "m.image") && seen.Body == "the garden", cancellation);

        Told("Bob", "asks in a poll: Soup or cake?");
        await Stage.WhatsApp.DoAsync("poll", new { from = _bob.Number, to = _alice.Number, question = "Soup or cake?", options = new[] { "soup", "cake" } });
        await ArrivesAsync("a poll: Soup or cake?", IsPoll, cancellation);

        await AliceReactsAsync(greeting, "❤️", cancellation);
        await Stage.WhatsApp.ReceivesAsync(_bob, received => received.GetProperty("message").TryGetProperty("reactionMessage", out _));
        Told("Alice", "reacts with ❤️");

        const string Answer = "Cake, of course";
        await AliceSaysAsync(Answer, cancellation);
        await Stage.WhatsApp.ReceivesAsync(_bob, received => TextOf(received) == Answer);
        Told("Alice", Answer);
    }

    public override async Task AnswerAsync(CancellationToken cancellation)
    {
        for (var heard = (await Stage.WhatsApp.InboxAsync(_bob)).Count; ; heard++)
        {
            var index = heard;
            while ((await Stage.WhatsApp.InboxAsync(_bob)).Count <= index)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }

            if (TextOf((await Stage.WhatsApp.InboxAsync(_bob))[index]) is { } text)
            {
                Told("Alice", text);
                await SayAsync(new { conversation = $"You said: {text}" });
            }
        }
    }

    private Task SayAsync(object message) => Stage.WhatsApp.DoAsync("send", new { from = _bob.Number, to = _alice.Number, message });

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PairingCode();
}
