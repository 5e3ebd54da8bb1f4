using Bridges.Abstractions;
using Bridges.Telegram.Outgoing;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Delivery;

/// <summary>What Telegram tells of as the account's own is what is being sent, a piece of it, or something else.</summary>
public sealed class ResemblanceTests
{
    [Theory]
    [InlineData("on my way", "on my way", true)]
    [InlineData("on my  way!\u200e ", "on my way", true)]
    [InlineData("👍", "👍", true)]
    [InlineData("on my way", "at home", false)]
    [InlineData("number 5", "number 55", false)]
    public void A_text_is_known_by_its_letters(string sent, string told, bool expected) =>
        Assert.Equal(expected, MayBe(new TextContent(RichText.Plain(sent)), new TextContent(RichText.Plain(told))));

    [Fact]
    public void A_piece_of_a_long_text_may_be_it()
    {
        var lines = Enumerable.Range(0, 2000).Select(number => $"line {number}").ToArray();

        Assert.True(MayBe(Text(string.Join('\n', lines)), Text(string.Join('\n', lines[1000..1800]))));
    }

    [Fact]
    public void A_link_that_Telegram_does_not_carry_is_sent_in_words()
    {
        var sent = new RichText("look here", [new TextSpan(5, 4, new TextStyle.Link("mailto:carol@example.org"))]);

        Assert.True(MayBe(new TextContent(sent), Text("look here (carol@example.org)")));
    }

    [Fact]
    public void A_picture_is_known_by_its_caption_and_is_no_text()
    {
        var picture = new ImageContent(new MediaFile { Path = "/nowhere", Name = "a.jpg", ContentType = "image/jpeg" }) { Caption = RichText.Plain("look") };

        Assert.True(MayBe(sent: picture, told: picture));
        Assert.False(MayBe(sent: picture, told: picture with { Caption = RichText.Plain("other") }));
        Assert.False(MayBe(sent: Text("look"), told: picture));
        Assert.False(MayBe(sent: picture, told: Text("other")));
    }

    [Fact]
    public void What_was_edited_since_may_be_anything() => Assert.True(MayBe(Text("one"), Told(Text("two")) with { Version = 1 }));

    private static bool MayBe(MessageContent sent, MessageContent told) => MayBe(sent, Told(told));

    private static bool MayBe(MessageContent sent, RemoteMessage told) => Resemblance.MayBe(new OutgoingMessage(new("d"), FakeNetwork.FriendChat, sent), told);

    private static TextContent Text(string text) => new(RichText.Plain(text));

    private static RemoteMessage Told(MessageContent content) => new()
    {
        Chat = FakeNetwork.FriendChat,
        Id = new("5"),
        Sender = new("1"),
        FromSelf = true,
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", content)],
    };
}
