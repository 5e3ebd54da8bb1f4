namespace Bridges.Matrix.Tests;

public sealed class ServerTests
{
    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_those_announced()
    {
        _homeserver.Answers("""{"versions":["v1.11","v1.12"],"unstable_features":{"org.odd":"yes"}}""");

        Assert.Equal(["v1.11", "v1.12"], await _homeserver.Client().GetVersionsAsync(Token));
    }

    [Fact]
    public async Task Ping_tells_how_long_it_took()
    {
        _homeserver.Answers("""{"duration_ms":3}""");

        Assert.Equal(TimeSpan.FromMilliseconds(3), await _homeserver.Client().PingAsync("bridges", "txn", Token));
        Assert.Equal("/_matrix/client/v1/appservice/bridges/ping", _homeserver.Last.PathAndQuery);
        Assert.Equal("""{"transaction_id":"txn"}""", _homeserver.Last.Json.ToJsonString());
    }
}
