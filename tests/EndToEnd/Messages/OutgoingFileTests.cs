using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>What Alice sends and does in the room besides writing, as Telegram gets it.</summary>
public sealed class OutgoingFileTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_file_arrives_with_its_name_its_caption_and_all_its_bytes()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var bytes = FileContent.Pattern(40_000, seed: 9).ReadAll();
        var caption = Talk.Unique("as promised");
        var url = await talk.Alice.Matrix.UploadAsync(bytes, "application/octet-stream", "data.bin", Cancellation);

        await talk.Alice.Matrix.SendAsync(
            talk.Room,
            "m.room.message",
            new { msgtype = "m.file", body = caption, filename = "data.bin", url, info = new { size = bytes.Length, mimetype = "application/octet-stream" } },
            Cancellation);

        var arrived = await talk.ReachesTelegramAsync(caption, Cancellation);
        var file = Assert.IsType<Media.File>(arrived.Media);
        Assert.Equal("data.bin", file.Name);
        Assert.Equal(bytes, file.Content!.ReadAll());
    }

    [Fact]
    public async Task A_place_arrives_as_one()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        await talk.Alice.Matrix.SendAsync(
            talk.Room, "m.room.message", new { msgtype = "m.location", body = "here", geo_uri = "geo:40.71,-74.00,12;u=35" }, Cancellation);

        var arrived = await Stage.Telegram.WaitForMessageAsync(
            talk.Chat, message => message.Sender == talk.Alice.Telegram && message.Media is Media.Location, Telegram.Stage.TelegramStage.Patience, Cancellation);
        var place = (Media.Location)arrived.Media!;
        Assert.Equal((40.71, 35), (Math.Round(place.Latitude, 2), place.Accuracy));
    }

    [Fact]
    public async Task A_reaction_reaches_Telegram_and_one_of_Bob_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, heard) = await talk.BobSaysAsync(Talk.Unique("well?"), Cancellation);

        await talk.Alice.Matrix.SendAsync(
            talk.Room, "m.reaction", Relation("m.annotation", heard.EventId, "\U0001F44D"), Cancellation);
        await talk.OnTelegramAsync(() => message.ReactionsOf(talk.Alice.Telegram) is [{ Emoji: "\U0001F44D" }], Cancellation);

        // TDLib passes over what others put while it sends its own.
        await talk.SettleAsync(Cancellation);
        talk.Bob.React(message, "\U0001F525");

        await talk.SeeAsync(
            "m.reaction",
            seen => seen.Sender == talk.Ghost && seen.RelatesTo?.GetProperty("key").GetString() == "\U0001F525" && seen.RelatesTo?.GetProperty("event_id").GetString() == heard.EventId,
            Cancellation);
    }

    [Fact]
    public async Task A_pin_of_Bob_shows_in_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, heard) = await talk.BobSaysAsync(Talk.Unique("keep this"), Cancellation);

        talk.Bob.Pin(message);

        await talk.SeeAsync(
            "m.room.pinned_events", seen => seen.Content.GetProperty("pinned").EnumerateArray().Any(pinned => pinned.GetString() == heard.EventId), Cancellation);
    }

    private static Dictionary<string, object> Relation(string type, string target, string key) => new()
    {
        ["m.relates_to"] = new Dictionary<string, object> { ["rel_type"] = type, ["event_id"] = target, ["key"] = key },
    };
}
