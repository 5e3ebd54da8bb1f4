using System.Net;
using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class EventSendingTests
{
    private static readonly RoomId Room = new("!room:hs.test");
    private static readonly UserId Ghost = new("@_bridges_x_1:hs.test");

    private readonly ScriptedHomeserver _homeserver = new();

    [Fact]
    public async Task Message_goes_out_as_the_ghost_with_its_own_time()
    {
        _homeserver.Answers("""{"event_id":"$sent"}""");

        var sent = await _homeserver.Client().SendMessageAsync(
            Ghost, Room, "txn/1", RoomMessageContent.Text("hello"), DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000), TestContext.Current.CancellationToken);

        Assert.Equal(new EventId("$sent"), sent);
        Assert.Equal(HttpMethod.Put, _homeserver.Last.Method);
        Assert.Equal(
            "/_matrix/client/v3/rooms/%21room%3Ahs.test/send/m.room.message/txn%2F1?user_id=%40_bridges_x_1%3Ahs.test&ts=1600000000000",
            _homeserver.Last.PathAndQuery);
        Assert.Equal("Bearer " + ScriptedHomeserver.Token, _homeserver.Last.Authorization);
        Assert.Equal("application/json", _homeserver.Last.ContentType);
        Assert.Equal("""{"msgtype":"m.text","body":"hello"}""", _homeserver.Last.Json.ToJsonString());
    }

    [Fact]
    public async Task Own_user_needs_no_query()
    {
        _homeserver.Answers("""{"event_id":"$sent"}""");

        await _homeserver.Client().SendEventAsync(null, Room, "m.reaction", "t", [], null, TestContext.Current.CancellationToken);

        Assert.Equal("/_matrix/client/v3/rooms/%21room%3Ahs.test/send/m.reaction/t", _homeserver.Last.PathAndQuery);
    }

    [Theory]
    [InlineData("", "/state/m.room.name/")]
    [InlineData("..", "/state/m.room.name/%2E%2E")]
    [InlineData("a/b?c", "/state/m.room.name/a%2Fb%3Fc")]
    public async Task State_keys_of_any_kind_stay_one_part_of_the_path(string stateKey, string expected)
    {
        _homeserver.Answers("""{"event_id":"$sent"}""");

        await _homeserver.Client().SendStateAsync(null, Room, "m.room.name", stateKey, new JsonObject { ["name"] = "n" }, TestContext.Current.CancellationToken);

        Assert.EndsWith(expected, _homeserver.Last.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redaction_carries_its_reason_and_extra_keys()
    {
        _homeserver.Answers("""{"event_id":"$redaction"}""");

        await _homeserver.Client().RedactAsync(
            Ghost, Room, new EventId("$target"), "t", "spam", TestContext.Current.CancellationToken, new JsonObject { ["net.example"] = 1 });

        Assert.StartsWith("/_matrix/client/v3/rooms/%21room%3Ahs.test/redact/%24target/t?", _homeserver.Last.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("""{"net.example":1,"reason":"spam"}""", _homeserver.Last.Json.ToJsonString());
    }

    [Theory]
    [InlineData("M_NOT_FOUND")]
    [InlineData("M_UNKNOWN")]
    public async Task Missing_state_is_null(string errorCode)
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, errorCode);

        Assert.Null(await _homeserver.Client().GetStateAsync(null, Room, "m.room.topic", "", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Missing_endpoint_is_not_taken_for_missing_state()
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, "M_UNRECOGNIZED");

        var refusal = await Assert.ThrowsAsync<MatrixException>(
            () => _homeserver.Client().GetStateAsync(null, Room, "m.room.topic", "", TestContext.Current.CancellationToken));

        Assert.Equal("M_UNRECOGNIZED", refusal.ErrorCode);
    }

    [Fact]
    public async Task Page_of_a_proxy_is_not_taken_for_missing_state()
    {
        _homeserver.Answers("<html>404</html>", HttpStatusCode.NotFound);

        var refusal = await Assert.ThrowsAsync<MatrixException>(
            () => _homeserver.Client().GetStateAsync(null, Room, "m.room.topic", "", TestContext.Current.CancellationToken));

        Assert.False(refusal.HasErrorCode);
        Assert.Equal(MatrixErrorCodes.Unknown, refusal.ErrorCode);
    }

    [Fact]
    public async Task Events_that_cannot_be_read_are_left_out_of_a_page()
    {
        const string good = """{"type":"m.room.message","event_id":"$1","sender":"@a:hs.test","origin_server_ts":5,"content":{"body":"x"}}""";
        _homeserver.Answers($$"""{"end":"e","chunk":[{{good}},{"type":1},"junk"]}""");

        var page = await _homeserver.Client().ReadBackAsync(null, Room, 50, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        var only = Assert.Single(page);
        Assert.Equal(Room, only.RoomId);
        Assert.Equal(good, System.Text.Encoding.UTF8.GetString(only.Json.Span));
    }

    [Fact]
    public async Task History_is_read_from_what_came_after_its_end_to_its_beginning()
    {
        _homeserver.Answers(Page("""{"start":"the end","end":"further back","chunk":[*]}""", 3, 2))
            .Answers(Page("""{"start":"the end","chunk":[*]}""", 4, 5))
            .Answers(Page("""{"start":"further back","chunk":[*]}""", 1));

        var pages = await _homeserver.Client().ReadBackAsync(null, Room, 2, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["$5 $4 $3 $2", "$1"], pages.Select(page => string.Join(' ', page.Select(seen => seen.EventId))));
        Assert.Equal(
            ["limit=2&dir=b", "limit=2&dir=f&from=the%20end", "limit=2&dir=b&from=further%20back"],
            _homeserver.Requests.Select(request => request.PathAndQuery.Split('?')[1]));

        static string Page(string answer, params int[] events) => answer.Replace("*", string.Join(',', events.Select(Event)), StringComparison.Ordinal);

        static string Event(int number) =>
            $$$"""{"type":"m.room.message","event_id":"${{{number}}}","sender":"@a:hs.test","origin_server_ts":5,"content":{"body":"x"}}""";
    }

    [Fact]
    public async Task Whole_state_is_read()
    {
        _homeserver.Answers("""[{"type":"m.room.name","state_key":"","event_id":"$1","room_id":"!room:hs.test","sender":"@a:hs.test","content":{"name":"n"}}]""");

        var state = await _homeserver.Client().GetAllStateAsync(null, Room, TestContext.Current.CancellationToken);

        Assert.Equal("", Assert.Single(state).StateKey);
    }
}
