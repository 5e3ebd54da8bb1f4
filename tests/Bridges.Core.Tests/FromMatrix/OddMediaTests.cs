using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>What went wrong with files elsewhere: parts refused, types that nobody knows, servers that fail for a moment.</summary>
public sealed class OddMediaTests
{
    [Fact]
    public async Task Item_of_an_album_that_is_refused_is_named_and_the_others_stand()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Network.Refused = [new RefusedItem(1, "It is too blue.")];
        var items = Enumerable.Range(1, 3).Select(number => (JsonNode)new JsonObject
        {
            ["itemtype"] = "m.image", ["body"] = $"{number}.png", ["url"] = Add(cargo, $"image/png {number}x5"),
        });

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "dm.filament.gallery", ["body"] = "three", ["itemtypes"] = new JsonArray([.. items]),
        }));

        await cargo.SeesAsync(sent => sent.Body == "File 2 was not sent: It is too blue.");
        await cargo.Bridge.WaitUntilIdleAsync();
        Assert.Single(cargo.Bridge.Network.Sent);
    }

    [Theory]
    [InlineData("audio/mpeg x", "audio/mpeg3", typeof(AudioContent))]
    [InlineData("audio/wav x", "audio/wav", typeof(FileContent))]
    public async Task Sound_goes_as_what_the_network_plays_by_any_name_and_else_as_a_file(string bytes, string called, Type expected)
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Audio] = new() { ContentTypes = ["audio/mpeg"] } } };

        await SendAsync(cargo, "m.audio", bytes, called);

        var sent = await SentAsync(cargo);
        Assert.IsType(expected, sent);
        Assert.Equal("what I heard", sent.Caption!.Text);
    }

    [Fact]
    public async Task Moving_picture_that_cannot_be_made_to_fit_goes_as_a_file_with_its_caption()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Bridge.Converter.IsBroken = true;
        cargo.Account.Limits = new MessageLimits
        {
            Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Animation] = new() { ContentTypes = ["video/mp4"] }, [MediaKind.Video] = new() { ContentTypes = ["video/mp4"] } },
        };

        await SendAsync(cargo, "m.image", "image/gif 5x5 moving", "image/gif");

        var sent = Assert.IsType<FileContent>(await SentAsync(cargo));
        Assert.Equal(("what I heard", "image/gif"), (sent.Caption!.Text, sent.File.ContentType));
    }

    [Fact]
    public async Task Download_that_fails_for_a_moment_is_tried_again_and_its_answer_sent_to_nobody()
    {
        await using var cargo = await CargoBridge.StartAsync();
        using var fault = cargo.Bridge.Homeserver.Faults.Inject(new StubFault { Status = 502, ErrorCode = "M_UNKNOWN", Times = 6, Strikes = request => request.Parts is ["media", "download", ..] });

        await SendAsync(cargo, "m.image", "image/png 5x5", "image/png");

        var sent = Assert.IsType<ImageContent>(await SentAsync(cargo));
        Assert.Equal("image/png 5x5", Encoding.UTF8.GetString(cargo.Bridge.Network.SentFiles[sent.File.Path!]));
        Assert.Single(cargo.Bridge.Network.Sent);
    }

    private static string Add(CargoBridge cargo, string bytes) => cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes(bytes), "application/octet-stream");

    private static Task SendAsync(CargoBridge cargo, string type, string bytes, string called) => cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
    {
        ["msgtype"] = type,
        ["body"] = "what I heard",
        ["filename"] = "heard",
        ["url"] = Add(cargo, bytes),
        ["info"] = new JsonObject { ["mimetype"] = called },
    }));

    private static async Task<MediaContent> SentAsync(CargoBridge cargo)
    {
        await TestBridge.WaitUntilAsync(() => Task.FromResult(!cargo.Bridge.Network.Sent.IsEmpty));
        return (MediaContent)cargo.Bridge.Network.Sent.First().Content;
    }
}
