using System.Text.Json.Nodes;
using Bridges.Signal.Simulator;

namespace Bridges.Demo.Acts;

/// <summary>Signal, with its own library: linked by a QR code, then texts, a picture and a reaction.</summary>
internal sealed class SignalAct(DemoStage stage, Transcript transcript) : Act(stage, transcript)
{
    private SignalPerson _alice = null!;
    private SignalPerson _bob = null!;

    public override string Network => "Signal";

    public override async Task PlayAsync(CancellationToken cancellation)
    {
        _bob = await Stage.Signal.PersonAsync("Bob");
        _alice = await Stage.Signal.PersonAsync("Alice", _bob);
        var shown = await TellBotAsync("login signal", "Linked devices", cancellation);
        Told("Alice", "scans the code with her phone");
        var linked = _alice.ScanAsync(await Stage.Alice.DownloadAsync(shown.Content.GetProperty("url").GetString()!, cancellation));
        await Stage.BotRoom.HearAsync("You are logged in", after: shown.EventId, cancellation);
        await linked.WaitAsync(DemoStage.Patience, cancellation);

        const string Greeting = "Hello from Signal";
        Told("Bob", Greeting);
        await _bob.SayAsync(_alice, Greeting);
        var greeting = await ArrivesFirstAsync(Greeting, cancellation);

        Told("Bob", "sends a picture");
        var picture = await _bob.StoreAsync(Samples.Picture("boat"), "image/png", "boat.png");
        await _bob.SayAsync(_alice.Id, new JsonObject { ["attachments"] = new JsonArray(picture) });
        await ArrivesAsync("a picture", seen => IsMessage(seen, "m.image"), cancellation);

        await AliceReactsAsync(greeting, "🎉", cancellation);
        await _bob.HearMessageAsync("a reaction", message => message.TryGetProperty("reaction", out _));
        Told("Alice", "reacts with 🎉");

        const string Answer = "Good to see you here";
        await AliceSaysAsync(Answer, cancellation);
        await _bob.HearTextAsync(Answer);
        Told("Alice", Answer);
    }

    public override async Task AnswerAsync(CancellationToken cancellation)
    {
        for (var heard = (await _bob.TextsAsync()).Count; ;)
        {
            foreach (var text in (await _bob.TextsAsync()).Skip(heard))
            {
                heard++;
                Told("Alice", text);
                await _bob.SayAsync(_alice, $"You said: {text}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }
    }
}
