using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Places, and people who show where they are.</summary>
public sealed class PlaceTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private const string BeaconInfo = "org.matrix.msc3672.beacon_info";

    [Theory]
    [InlineData("geo:40.71,-74.00,12;u=35", 35)]
    [InlineData("geo:40.71,-74.00?q=x", 0)]
    [InlineData("geo:40.71,-74.00;35", 35)]
    [InlineData(" geo:40.71, -74.00 ", 0)]
    public async Task A_place_arrives_as_one_however_it_is_written(string uri, int accuracy)
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);

        await talk.Alice.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = "m.location", body = "here", geo_uri = uri }, Cancellation);

        var arrived = await Stage.Telegram.WaitForMessageAsync(talk.Chat, message => message.Media is Media.Location, Patience, Cancellation);
        var place = (Media.Location)arrived.Media!;
        Assert.Equal((40.71, -74.0, accuracy), (Math.Round(place.Latitude, 2), Math.Round(place.Longitude, 2), place.Accuracy ?? 0));
    }

    [Theory]
    [InlineData("geo:91,0")]
    [InlineData("geo:abc")]
    public async Task What_is_no_place_arrives_as_its_words(string uri)
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var words = Talk.Unique("behind the moon");

        await talk.Alice.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = "m.location", body = words, geo_uri = uri }, Cancellation);

        Assert.Null((await talk.ReachesTelegramAsync(words, Cancellation)).Media);
    }

    [Fact]
    public async Task A_venue_keeps_its_name_and_address()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendMedia(talk.Chat, new Media.Venue(48.86, 2.34, "Louvre", "Rue de Rivoli"));

        var venue = await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("Louvre", StringComparison.Ordinal) == true, Cancellation);
        Assert.Equal("m.location", venue.MessageType);
        Assert.Contains("Rue de Rivoli", venue.Body, StringComparison.Ordinal);
        Assert.StartsWith("geo:48.86,2.34", venue.Content.GetProperty("geo_uri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Bob_is_moves_and_ends()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);

        var walk = talk.Bob.SendMedia(talk.Chat, new Media.Location(1.5, 2.5) { Period = 900 });
        var share = await talk.SeeAsync(BeaconInfo, seen => seen.Sender == talk.Ghost && IsLive(seen), Cancellation);
        Assert.Equal(900_000, share.Content.GetProperty("timeout").GetInt64());
        for (var move = 1; move <= 20; move++)
        {
            talk.Bob.MoveTo(walk, 1.5 + (move / 10.0), 2.5);
        }

        await talk.SeeAsync("org.matrix.msc3672.beacon", seen => seen.Content.GetRawText().Contains("geo:3.5,2.5", StringComparison.Ordinal), Cancellation);
        talk.Bob.StopSharing(walk);

        await talk.SeeAsync(BeaconInfo, seen => seen.Sender == talk.Ghost && !IsLive(seen), Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.DoesNotContain(await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation), seen => seen.MessageType == "m.location");
    }

    [Fact]
    public async Task Where_Alice_is_moves_in_one_message_on_Telegram_and_ends()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);

        var share = await ShareAsync(talk, isLive: true);
        await MoveAsync(talk, share, "geo:1.5,2.5");
        var walk = await Stage.Telegram.WaitForMessageAsync(talk.Chat, message => message.Media is Media.Location { Period: > 0 }, Patience, Cancellation);
        await MoveAsync(talk, share, "geo:3.5,2.5");
        await talk.OnTelegramAsync(() => walk.Media is Media.Location { Latitude: > 3.4 and < 3.6 }, Cancellation);
        await ShareAsync(talk, isLive: false);

        await talk.OnTelegramAsync(() => walk.Media is Media.Location { Period: 1 }, Cancellation);
        Assert.Single(talk.Chat.Messages, message => message.Media is Media.Location);
    }

    private static Task<string> ShareAsync(Talk talk, bool isLive) => talk.Alice.Matrix.SetOwnStateAsync(
        talk.Room, BeaconInfo,
        new Dictionary<string, object>
        {
            ["description"] = "my walk",
            ["live"] = isLive,
            ["timeout"] = 600_000,
            ["org.matrix.msc3488.ts"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            ["org.matrix.msc3488.asset"] = new { type = "m.self" },
        },
        Cancellation);

    private static Task MoveAsync(Talk talk, string share, string uri) => talk.Alice.Matrix.SendAsync(
        talk.Room, "org.matrix.msc3672.beacon",
        new Dictionary<string, object>
        {
            ["m.relates_to"] = new { rel_type = "m.reference", event_id = share },
            ["org.matrix.msc3488.location"] = new { uri },
            ["org.matrix.msc3488.ts"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
        },
        Cancellation);

    private static bool IsLive(MatrixEvent share) => share.Content.GetProperty("live").GetBoolean();
}
