using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class ImagePackTests
{
    [Fact]
    public void Pack_survives_reading_and_writing()
    {
        const string json =
            """{"pack":{"usage":["sticker"],"display_name":"Cats","avatar_url":"mxc://hs/a"},"images":{"grin":{"url":"mxc://hs/b","body":"😀","info":{"w":256}}}}""";

        var pack = ImagePack.TryParse(JsonElement.Parse(json))!;

        Assert.Equal("Cats", pack.DisplayName);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), pack.ToJson("sticker")), pack.ToJson("sticker").ToJsonString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"images":[]}""")]
    [InlineData("""{"images":{"a":{"url":"https://x"},"b":7}}""")]
    public void What_has_no_picture_is_no_pack(string json) => Assert.Null(ImagePack.TryParse(JsonElement.Parse(json)));
}
