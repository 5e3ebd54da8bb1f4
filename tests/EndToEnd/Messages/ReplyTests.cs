using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class ReplyTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task Replies_go_both_ways()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (question, asked) = await talk.BobSaysAsync("tea or coffee?", Cancellation);

        await talk.Alice.Matrix.ReplyAsync(talk.Room, asked.EventId, "coffee, please", Cancellation);
        var answer = await talk.ReachesTelegramAsync("coffee, please", Cancellation);
        talk.Bob.SendText(talk.Chat, "here you are", replyTo: answer);

        var served = await talk.HearAsync("here you are", Cancellation);
        Assert.Same(question, answer.ReplyTo);
        var answered = await talk.HearAsync("coffee, please", Cancellation);
        Assert.Equal(answered.EventId, served.RepliesTo);
    }

    [Fact]
    public async Task A_reply_to_a_part_of_a_message_shows_the_part()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (offerId, offer) = await talk.AliceSaysAsync("I have apples and pears", Cancellation);

        talk.Bob.SendText(talk.Chat, "the latter", replyTo: offer, quote: new Quote("pears", 18));

        var arrived = await talk.HearAsync("> pears\nthe latter", Cancellation);
        Assert.Equal(offerId, arrived.RepliesTo);
        Assert.Equal("<blockquote>pears</blockquote>the latter", arrived.Html);
    }

    [Fact]
    public async Task A_reply_to_what_is_no_longer_there_arrives_without_its_target()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (gone, event_) = await talk.BobSaysAsync("forget this", Cancellation);
        talk.Bob.Delete(gone);
        await talk.SeeAsync("m.room.redaction", seen => seen.Raw.ToString().Contains(event_.EventId, StringComparison.Ordinal), Cancellation);

        await talk.Alice.Matrix.ReplyAsync(talk.Room, event_.EventId, "forget what?", Cancellation);

        Assert.Null((await talk.ReachesTelegramAsync("forget what?", Cancellation)).ReplyTo);
    }
}
