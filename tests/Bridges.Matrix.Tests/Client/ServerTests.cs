namespace Bridges.Matrix.Tests;

public sealed class ServerTests
{
    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_tell_features_that_are_on()
    {
        _homeserver.Answers("""{"versions":["v1.11","v1.12"],"unstable_features":{"fi.mau.msc2659.stable":true,"org.off":false,"org.odd":"yes"}}""");

        var versions = await _homeserver.Client().GetVersionsAsync(Token);

        Assert.True(versions.HasVersion("v1.12"));
        Assert.False(versions.HasVersion("v1.1"));
        Assert.True(versions.HasFeature("fi.mau.msc2659.stable"));
        Assert.False(versions.HasFeature("org.off"));
        Assert.False(versions.HasFeature("org.odd"));
    }

    [Fact]
    public async Task Ping_tells_how_long_it_took()
    {
        _homeserver.Answers("""{"duration_ms":3}""");

        Assert.Equal(TimeSpan.FromMilliseconds(3), await _homeserver.Client().PingAsync("bridges", "txn", Token));
        Assert.Equal("/_matrix/client/v1/appservice/bridges/ping", _homeserver.Last.PathAndQuery);
        Assert.Equal("""{"transaction_id":"txn"}""", _homeserver.Last.Json.ToJsonString());
    }

    [Fact]
    public async Task Capabilities_tell_room_versions()
    {
        _homeserver.Answers("""{"capabilities":{"m.room_versions":{"default":"11","available":{"11":"stable","12":"stable"}}}}""");

        var capabilities = await _homeserver.Client().GetCapabilitiesAsync(null, Token);

        Assert.Equal("11", capabilities.DefaultRoomVersion);
        Assert.True(capabilities.OffersRoomVersion("12"));
        Assert.False(capabilities.OffersRoomVersion("99"));
    }

    [Fact]
    public async Task Raw_call_goes_where_it_is_told()
    {
        _homeserver.Answers("""{"deleted":true}""");

        var answer = await _homeserver.Client().SendRawAsync(
            new UserId("@a:hs.test"), HttpMethod.Delete, "/_synapse/admin/v2/rooms/x", new() { ["purge"] = true }, Token);

        Assert.True((bool)answer["deleted"]!);
        Assert.Equal("/_synapse/admin/v2/rooms/x?user_id=%40a%3Ahs.test", _homeserver.Last.PathAndQuery);
    }
}
