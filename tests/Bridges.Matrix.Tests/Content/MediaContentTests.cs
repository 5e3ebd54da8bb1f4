using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class MediaContentTests
{
    private const string Picture =
        """
        {"msgtype":"m.image","body":"look","filename":"a.png","url":"mxc://hs/a","info":{"mimetype":"image/png","size":5,"w":10,"h":20,"xyz.amorgan.blurhash":"LKO2","own":1,"thumbnail_url":"mxc://hs/t","thumbnail_info":{"w":1,"h":2}},"page.codeberg.everypizza.msc4193.spoiler":true}
        """;

    [Fact]
    public void Picture_survives_reading_and_writing()
    {
        var content = RoomMessageReader.Read(JsonElement.Parse(Picture))!;

        Assert.True(content.HasCaption);
        Assert.True(content.HasSpoiler);
        Assert.Equal("a.png", content.GivenFileName);
        Assert.Equal((10, 20, 5), (content.Info!.Width, content.Info.Height, content.Info.Size));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Picture), content.ToJson()), content.ToJson().ToJsonString());
    }

    [Fact]
    public void Encrypted_voice_message_survives_reading_and_writing()
    {
        const string json =
            """
            {"msgtype":"m.audio","body":"Voice message","info":{"mimetype":"audio/ogg","duration":1500},"file":{"v":"v2","url":"mxc://hs/a","key":{"kty":"oct","key_ops":["encrypt","decrypt"],"alg":"A256CTR","k":"kk","ext":true},"iv":"ii","hashes":{"sha256":"hh"}},"org.matrix.msc3245.voice":{},"org.matrix.msc1767.audio":{"duration":1500,"waveform":[0,512,1024]}}
            """;

        var content = RoomMessageReader.Read(JsonElement.Parse(json))!;

        Assert.NotNull(content.Voice);
        Assert.Equal([0, 512, 1024], content.Audio!.Waveform);
        Assert.False(content.HasCaption);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), content.ToJson()), content.ToJson().ToJsonString());
    }

    [Fact]
    public void Keys_stand_in_no_log()
    {
        var file = new EncryptedFile { Url = new MxcUri("mxc://hs/a"), Key = new AttachmentKey { Key = "secret" }, Iv = "iv", Hashes = new Dictionary<string, string>() };

        Assert.DoesNotContain("secret", $"{file} {file.Key}", StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_field_of_the_info_leaves_the_others()
    {
        var content = RoomMessageReader.Read(JsonElement.Parse(
            """{"msgtype":"m.image","body":"a.png","url":"mxc://hs/a","info":{"w":"wide","h":20.0,"size":-5,"duration":1e300,"thumbnail_url":7,"mimetype":null}}"""))!;

        Assert.Equal(new MediaInfo { Height = 20 }, content.Info);
        Assert.Equal("a.png", content.GivenFileName);
    }

    [Fact]
    public void Sticker_has_no_msgtype_on_the_wire()
    {
        var sticker = RoomMessageReader.ReadSticker(JsonElement.Parse("""{"body":"😀","url":"mxc://hs/a","info":{"w":256}}"""))!;

        Assert.Equal((MessageTypes.Sticker, EventTypes.Sticker), (sticker.MsgType, sticker.EventType));
        Assert.Equal("""{"body":"\uD83D\uDE00","url":"mxc://hs/a","info":{"w":256}}""", sticker.ToJson().ToJsonString());
    }

    [Fact]
    public void Sticker_that_names_a_msgtype_all_the_same_is_written_without()
    {
        var sticker = RoomMessageReader.ReadSticker(JsonElement.Parse("""{"msgtype":"m.image","body":"x","url":"mxc://hs/a"}"""))!;

        Assert.Equal("""{"body":"x","url":"mxc://hs/a"}""", sticker.ToJson().ToJsonString());
    }

    [Fact]
    public void Gallery_is_its_files()
    {
        var gallery = RoomMessageReader.Read(JsonElement.Parse(
            """{"msgtype":"dm.filament.gallery","body":"trip","itemtypes":[{"itemtype":"m.image","body":"a.png","url":"mxc://hs/a"},7,{"itemtype":"m.video"},{"itemtype":"m.video","url":"mxc://hs/b"}]}"""))!;

        Assert.Equal([(MessageTypes.Image, "mxc://hs/a"), (MessageTypes.Video, "mxc://hs/b")], Gallery.ItemsOf(gallery).Select(item => (item.MsgType, item.Url!.Value.Value)));
    }

    [Theory]
    [InlineData("mxc://hs.test:8448/AbC_-1", true)]
    [InlineData("mxc://[::1]/x", true)]
    [InlineData("mxc://hs/", false)]
    [InlineData("mxc:///x", false)]
    [InlineData("mxc://hs/../x", false)]
    [InlineData("mxc://hs/a?b", false)]
    [InlineData("mxc://hs@evil/a", false)]
    [InlineData("https://hs/a", false)]
    [InlineData(null, false)]
    public void Only_addresses_of_files_are_taken(string? text, bool taken)
    {
        Assert.Equal(taken, MxcUri.TryParse(text, out var uri));
        Assert.Equal(taken, uri.Value == text && uri.Server.Length > 0 && uri.MediaId.Length > 0);
    }
}
