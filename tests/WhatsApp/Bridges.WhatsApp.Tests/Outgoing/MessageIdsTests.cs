using Bridges.Abstractions;
using Bridges.WhatsApp.Messages.Outgoing;

namespace Bridges.WhatsApp.Tests.Outgoing;

public sealed class MessageIdsTests
{
    private static readonly ChatKey _chat = new(new("4917000000@s.whatsapp.net"), new("1"));

    [Fact]
    public void A_message_is_known_again_by_its_id()
    {
        var sent = new OutgoingMessage(new("$one"), _chat, new TextContent(RichText.Plain("hi")));

        Assert.True(MessageIds.IsOf(sent, new(MessageIds.For(new("$one")))));
        Assert.False(MessageIds.IsOf(sent, new(MessageIds.For(new("$two")))));
    }

    [Fact]
    public void Each_picture_of_an_album_is_of_the_album()
    {
        var picture = new ImageContent(new MediaFile { Path = "/nowhere", Name = "a.jpg", ContentType = "image/jpeg" });
        var sent = new OutgoingMessage(new("$one"), _chat, new AlbumContent([picture, picture]));

        Assert.All([0, 1, 2], part => Assert.True(MessageIds.IsOf(sent, new(MessageIds.For(new("$one"), part)))));
        Assert.False(MessageIds.IsOf(sent, new(MessageIds.For(new("$one"), 3))));
    }
}
