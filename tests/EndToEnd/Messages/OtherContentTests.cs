using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class OtherContentTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    public static TheoryData<Media, string, string> Kinds => new()
    {
        { new Media.Dice("🎯", 6), "", "a throw of 🎯: 6" },
        {
            new Media.Raw("""{"_":"messageMediaInvoice","title":"Tea","description":"Green","currency":"EUR","total_amount":350,"start_param":"x"}"""),
            "",
            "(an invoice: Tea, 3.50 EUR: open Telegram to see it)\nGreen"
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_cannot_be_shown_is_described(Media media, string caption, string description)
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendMedia(talk.Chat, media, caption);

        var arrived = await talk.HearAsync(description, Cancellation);
        Assert.Equal((talk.Ghost, "m.notice"), (arrived.Sender, arrived.MessageType));
    }

    [Fact]
    public async Task A_forwarded_message_names_its_author()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var carol = talk.Alice.Meet("Carol");
        var news = carol.SendText(carol.ChatWith(talk.Bob), "big news");

        talk.Bob.Forward(news, talk.Chat);

        var arrived = await talk.HearAsync("↷ Forwarded from Carol\nbig news", Cancellation);
        Assert.Equal("<em>↷ Forwarded from Carol</em><br/>big news", arrived.Html);
    }

    [Fact]
    public async Task A_silent_message_arrives_like_any_other()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendText(talk.Chat, "do not wake up", silent: true);

        Assert.Equal(talk.Ghost, (await talk.HearAsync("do not wake up", Cancellation)).Sender);
    }
}
