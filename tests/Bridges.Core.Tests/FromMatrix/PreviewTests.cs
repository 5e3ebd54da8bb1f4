using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>What links lead to, as the author's client saw it (MSC4095).</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task Preview_goes_along_with_its_picture_made_small()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { PreviewPictureSide = 300 };

        await SayAsync(cargo, Preview(cargo.Bridge.Homeserver.Media.Add("image/png 4000x3000"u8.ToArray(), "image/png")));

        var preview = Assert.Single((await SentAsync(cargo)).Previews!);
        Assert.Equal(("https://example.org/", "The title", "About it"), (preview.Url, preview.Title, preview.Description));
        Assert.Equal(("image/jpeg", 300), (preview.Image!.ContentType, preview.Image.Width));
        Assert.Equal("image/jpeg 300x300 still", Encoding.UTF8.GetString(cargo.Bridge.Network.SentFiles[preview.Image.Path!]));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(!File.Exists(preview.Image.Path)));
    }

    [Theory]
    [InlineData("mxc://hs.test/nowhere", 300)]
    [InlineData(null, 300)]
    [InlineData("there", null)]
    public async Task Preview_goes_without_its_picture_where_that_is_gone_none_or_not_taken(string? address, int? side)
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { PreviewPictureSide = side };

        await SayAsync(cargo, Preview(address == "there" ? cargo.Bridge.Homeserver.Media.Add("image/png 4x3"u8.ToArray(), "image/png") : address));

        var preview = Assert.Single((await SentAsync(cargo)).Previews!);
        Assert.Equal(("The title", null), (preview.Title, preview.Image));
    }

    [Fact]
    public async Task Picture_that_nobody_can_look_at_is_left_out()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { PreviewPictureSide = 300 };
        cargo.Bridge.Converter.IsBroken = true;

        await SayAsync(cargo, Preview(cargo.Bridge.Homeserver.Media.Add("image/png 4x3"u8.ToArray(), "image/png")));

        Assert.Null(Assert.Single((await SentAsync(cargo)).Previews!).Image);
    }

    [Fact]
    public async Task Who_wants_no_preview_has_none()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await SayAsync(cargo);

        Assert.Empty((await SentAsync(cargo)).Previews!);
    }

    private static JsonObject Preview(string? picture) => new()
    {
        ["matched_url"] = "https://example.org/", ["og:title"] = "The title", ["og:description"] = "About it", ["og:image"] = picture, ["og:image:type"] = "image/png",
    };

    private static Task SayAsync(CargoBridge cargo, params JsonNode[] previews) => cargo.Bridge.PushAsync(StubEvents.Create(
        cargo.Room, cargo.Bridge.Alice, "m.room.message",
        new JsonObject { ["msgtype"] = "m.text", ["body"] = "see https://example.org/", ["com.beeper.linkpreviews"] = new JsonArray(previews) }));

    private static async Task<TextContent> SentAsync(CargoBridge cargo)
    {
        await cargo.Bridge.Network.Did.WaitForAsync(static deed => deed.What == "send");
        return Assert.IsType<TextContent>(Assert.Single(cargo.Bridge.Network.Sent).Content);
    }
}
