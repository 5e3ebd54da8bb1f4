using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Stage;

namespace Bridges.EndToEnd.Tests.Recovery;

/// <summary>A data centre that takes everything and says nothing: TDLib itself calls that connected for a while.</summary>
public sealed class SilentStallTests(SilentStallTests.WatchedStage fixture) : EndToEndTest(fixture.Stage), IClassFixture<SilentStallTests.WatchedStage>
{
    [Fact]
    public async Task Silence_is_noticed_told_and_ends_with_all_that_was_said_meanwhile()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);

        Stage.Telegram.Faults.Mute = true;
        talk.Bob.SendText(talk.Chat, "does anybody hear me?");
        await alice.Bot.HearAsync("nothing comes through it any more", cancellation: Cancellation);
        Stage.Telegram.Faults.Mute = false;

        await talk.HearAsync("does anybody hear me?", Cancellation);
        await alice.Bot.HearAsync("works again", cancellation: Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.Single(await talk.SpeakersOfAsync("does anybody hear me?", Cancellation));
    }

    /// <summary>A stage whose bridge asks for a sign of life after five seconds of silence.</summary>
    public sealed class WatchedStage() : StageFixture(new StageOptions { ExtraConfiguration = "bridging:\n  probe_after: 5s" });
}
