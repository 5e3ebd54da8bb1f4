using System.Net;

namespace Bridges.Matrix.Tests;

public sealed class ProfileTests
{
    private static readonly UserId Ghost = new("@_bridges_x_1:hs.test");

    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registration_asks_for_no_login()
    {
        _homeserver.Answers("""{"user_id":"@_bridges_x_1:hs.test"}""");

        await _homeserver.Client().RegisterAsync("_bridges_x_1", Token);

        Assert.Equal("""{"type":"m.login.application_service","username":"_bridges_x_1","inhibit_login":true}""", _homeserver.Last.Json.ToJsonString());
    }

    [Fact]
    public async Task User_who_exists_is_registered()
    {
        _homeserver.Refuses(HttpStatusCode.BadRequest, "M_USER_IN_USE");

        await _homeserver.Client().RegisterAsync("_bridges_x_1", Token);
    }

    [Fact]
    public async Task User_of_another_service_is_an_error()
    {
        _homeserver.Refuses(HttpStatusCode.BadRequest, "M_EXCLUSIVE");

        await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().RegisterAsync("someone", Token));
    }

    [Fact]
    public async Task Name_and_avatar_are_set_for_the_ghost()
    {
        _homeserver.Answers("{}").Answers("{}").Answers("{}");
        var client = _homeserver.Client();

        await client.SetDisplayNameAsync(Ghost, "Änne", Token);
        await client.SetAvatarUrlAsync(Ghost, new MxcUri("mxc://hs.test/abc"), Token);
        await client.SetAvatarUrlAsync(Ghost, null, Token);

        Assert.Equal(
            "/_matrix/client/v3/profile/%40_bridges_x_1%3Ahs.test/displayname?user_id=%40_bridges_x_1%3Ahs.test", _homeserver.Requests[0].PathAndQuery);
        Assert.Equal("Änne", (string?)_homeserver.Requests[0].Json["displayname"]);
        Assert.Equal("mxc://hs.test/abc", (string?)_homeserver.Requests[1].Json["avatar_url"]);
        Assert.Equal("", (string?)_homeserver.Requests[2].Json["avatar_url"]);
    }

    [Fact]
    public async Task Own_user_is_asked_for_once()
    {
        _homeserver.Answers("""{"user_id":"@bot:hs.test"}""").Answers("{}").Answers("{}");
        var client = _homeserver.Client();

        await client.SetDisplayNameAsync(null, "Bot", Token);
        await client.SetTypingAsync(null, new RoomId("!r:hs.test"), typing: true, TimeSpan.FromSeconds(5), Token);

        Assert.Equal(3, _homeserver.Requests.Count);
        Assert.Equal("/_matrix/client/v3/rooms/%21r%3Ahs.test/typing/%40bot%3Ahs.test", _homeserver.Last.PathAndQuery);
        Assert.Equal("""{"typing":true,"timeout":5000}""", _homeserver.Last.Json.ToJsonString());
    }

    [Fact]
    public async Task Account_data_is_read_and_written_as_its_owner()
    {
        _homeserver.Answers("""{"@a:hs.test":["!r:hs.test"]}""").Answers("{}");
        var client = _homeserver.Client();

        var direct = await client.GetAccountDataAsync(Ghost, "m.direct", Token);
        await client.SetAccountDataAsync(Ghost, "m.direct", direct!, Token);

        Assert.Equal(_homeserver.Requests[0].PathAndQuery, _homeserver.Requests[1].PathAndQuery);
        Assert.Equal("""{"@a:hs.test":["!r:hs.test"]}""", _homeserver.Last.Json.ToJsonString());
    }
}
