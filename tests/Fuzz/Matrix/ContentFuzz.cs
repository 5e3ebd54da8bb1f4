using System.Text;
using System.Text.Json;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Matrix;

/// <summary>Contents that strangers write: read or not, never a fault, and what is read can be written and is read again alike.</summary>
public sealed class ContentFuzz
{
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private static readonly Words Contents = new(
        [
            """{"msgtype":"m.image","body":"look","filename":"a.png","url":"mxc://hs.test/a","info":{"mimetype":"image/png","size":5,"w":10,"h":20,"thumbnail_url":"mxc://hs.test/t","thumbnail_info":{"w":1}},"page.codeberg.everypizza.msc4193.spoiler":true}""",
            """{"msgtype":"m.audio","body":"Voice","info":{"duration":1500},"file":{"v":"v2","url":"mxc://hs.test/a","key":{"k":"kk"},"iv":"ii","hashes":{"sha256":"hh"}},"org.matrix.msc3245.voice":{},"org.matrix.msc1767.audio":{"duration":1500,"waveform":[0,512,1024]}}""",
            """{"msgtype":"dm.filament.gallery","body":"trip","itemtypes":[{"itemtype":"m.image","body":"a.png","url":"mxc://hs.test/a"}]}""",
            """{"msgtype":"m.location","body":"here","geo_uri":"geo:40.71,-74.00,12;u=35"}""",
            """{"org.matrix.msc3381.poll.start":{"kind":"org.matrix.msc3381.poll.disclosed","max_selections":1,"question":{"org.matrix.msc1767.text":"Lunch?"},"answers":[{"id":"1","org.matrix.msc1767.text":"yes"}]},"m.poll":{"question":{"m.text":[{"body":"x"}]},"answers":[{"m.id":"1"}]}}""",
            """{"m.relates_to":{"rel_type":"m.reference","event_id":"$p"},"org.matrix.msc3381.poll.response":{"answers":["1"]},"m.selections":["1"]}""",
            """{"m.relates_to":{"rel_type":"m.annotation","event_id":"$x","key":"👍"},"shortcode":"up","pinned":["$a","$b"]}""",
            """{"live":true,"timeout":900000,"description":"x","org.matrix.msc3488.ts":1700000000000,"org.matrix.msc3488.location":{"uri":"geo:1,2"},"m.relates_to":{"event_id":"$i"}}""",
            """{"pack":{"display_name":"Cats","usage":["sticker"]},"images":{"grin":{"url":"mxc://hs.test/b","body":"x","info":{"w":256}}}}""",
            """{"msgtype":"m.text","body":"x","com.beeper.linkpreviews":[{"matched_url":"https://x.org","og:title":"X","og:image":"mxc://hs.test/p"}],"m.relates_to":{"rel_type":"m.replace","event_id":"$x"},"m.new_content":{"msgtype":"m.text","body":"y"}}""",
        ],
        [.. Words.Json, "\"info\":", "\"file\":", "\"url\":\"mxc://", "\"geo_uri\":\"geo:", "\"waveform\":[", "\"answers\":[", "\"m.new_content\":", "\"itemtypes\":["]);

    [Fact]
    public void Whatever_a_content_is_it_is_read_or_not() =>
        Fuzzing.Bytes(24_000, Contents, Check, length => 200_000 + (2000L * length));

    private static string Check(byte[] json)
    {
        JsonElement content;
        try
        {
            // Whatever is no Unicode is no event, and does not come as far as here.
            if (!JsonUnicode.IsUnicode(json))
            {
                return "no Unicode";
            }

            content = JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return "no JSON";
        }

        var word = "nothing";
        foreach (var message in new[] { RoomMessageReader.Read(content), RoomMessageReader.ReadSticker(content) }.OfType<RoomMessageContent>())
        {
            var written = message.ToJson().ToJsonString();
            var read = JsonElement.Parse(written);
            var again = message.MsgType == MessageTypes.Sticker ? RoomMessageReader.ReadSticker(read) : RoomMessageReader.Read(read);
            Assert.Equal(written, again?.ToJson().ToJsonString());
            Assert.NotNull(message.Said.Body);
            _ = Gallery.ItemsOf(message);
            var name = SafeFileNames.Of(message.GivenFileName, message.Info?.MimeType);
            Assert.True(name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= 255 && name.AsSpan().IndexOfAny("/\\\0\n") < 0 && name is not ("." or ".."), name);
            if (GeoPoint.TryParse(message.GeoUri, out var point))
            {
                Assert.True(GeoPoint.TryParse(point.ToUri(), out _), point.ToUri());
            }

            word = "message";
        }

        if (PollStart.TryParse(content) is { } poll)
        {
            Assert.NotNull(PollStart.TryParse(JsonElement.Parse(poll.ToJson().ToJsonString())));
            word = "poll";
        }

        if (ReactionContent.TryParse(content) is { } reaction)
        {
            Assert.True(EmojiSpelling.AreSame(reaction.Key, EmojiSpelling.ForMatrix(reaction.Key)));
            word = "reaction";
        }

        _ = (PollResponse.TryParse(content), PollEnd.TryParse(content), PinnedEvents.Read(content), BeaconInfo.TryParse(content, Sent), Beacon.TryParse(content, Sent), ImagePack.TryParse(content));
        return word;
    }
}
