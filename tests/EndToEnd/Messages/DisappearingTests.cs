using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>What goes by itself on Telegram goes from the room.</summary>
public sealed class DisappearingTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_message_in_a_chat_with_a_timer_goes_when_its_time_is_over()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);
        var (_, staying) = await talk.BobSaysAsync("this stays", Cancellation);

        talk.Bob.SetTimer(talk.Chat, TimeSpan.FromSeconds(5));
        talk.Bob.SendText(talk.Chat, "this goes");
        // A client that was busy for those seconds sees only what is left of it.
        var going = await talk.SeeAsync("m.room.message", seen => seen.Body == "this goes" || seen.IsRedacted, Cancellation);

        await RedactionOfAsync(talk, going);
        Assert.DoesNotContain(
            await talk.Alice.Matrix.TimelineAsync(talk.Room, Cancellation),
            seen => seen.Type == "m.room.redaction" && seen.Content.GetProperty("redacts").GetString() == staying.EventId);
    }

    [Fact]
    public async Task A_photo_with_a_timer_stays_until_somebody_looks_at_it()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);
        var content = FileContent.Of(SamplePicture.Jpeg(50, 40));
        var photo = talk.Bob.SendMedia(talk.Chat, new Media.Photo(50, 40) { Content = content, Timer = 1 }, "quick");
        var shown = await talk.HearAsync("quick", Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.DoesNotContain(await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation), seen => seen.IsRedacted);

        talk.Alice.Telegram.Open(photo);

        await RedactionOfAsync(talk, shown);
    }

    [Fact]
    public async Task What_may_be_looked_at_once_is_shown_and_goes_when_Telegram_says_so()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);
        var content = FileContent.Of(SamplePicture.Jpeg(60, 40));
        var photo = talk.Bob.SendMedia(talk.Chat, new Media.Photo(60, 40) { Content = content, Timer = Media.ViewOnce }, "once");
        var shown = await talk.HearAsync("once", Cancellation);
        Assert.Equal("m.image", shown.MessageType);

        photo.Expire();

        await RedactionOfAsync(talk, shown);
    }

    private static Task RedactionOfAsync(Talk talk, MatrixEvent seen) =>
        talk.SeeAsync("m.room.redaction", redaction => redaction.Content.GetProperty("redacts").GetString() == seen.EventId, Cancellation);
}
