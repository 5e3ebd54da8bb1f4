using System.Net;
using System.Net.Http.Headers;

namespace Bridges.Matrix.Tests;

public sealed class RetryTests
{
    private static readonly RoomId Room = new("!room:hs.test");

    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_requests_is_waited_out_as_long_as_the_homeserver_asks()
    {
        _homeserver
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1500}""", HttpStatusCode.TooManyRequests)
            .Answers(() => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)) } })
            .Answers("""{"event_id":"$sent"}""");

        await SendAsync();

        Assert.Equal([TimeSpan.FromMilliseconds(1500), TimeSpan.FromSeconds(7)], _homeserver.Time.Waits);
        Assert.Single(_homeserver.Requests.Select(request => request.PathAndQuery).Distinct());
    }

    [Fact]
    public async Task Too_many_requests_is_waited_out_for_calls_that_are_not_idempotent_too()
    {
        _homeserver
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":10}""", HttpStatusCode.TooManyRequests)
            .Answers("""{"room_id":"!new:hs.test"}""");

        Assert.Equal(new RoomId("!new:hs.test"), await _homeserver.Client().CreateRoomAsync(null, new CreateRoomRequest(), Token));
    }

    [Fact]
    public async Task Wait_beyond_the_patience_is_not_begun()
    {
        _homeserver
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":50000}""", HttpStatusCode.TooManyRequests)
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":20000}""", HttpStatusCode.TooManyRequests);

        var refusal = await Assert.ThrowsAsync<MatrixException>(SendAsync);

        Assert.Equal(TimeSpan.FromSeconds(20), refusal.RetryAfter);
        Assert.Equal([TimeSpan.FromSeconds(50)], _homeserver.Time.Waits);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task What_does_no_harm_twice_is_repeated_while_the_homeserver_restarts(HttpStatusCode status)
    {
        _homeserver.Answers("<html>nginx</html>", status).IsAway(HttpRequestError.ResponseEnded).Answers("""{"joined_rooms":[]}""");

        Assert.Empty(await _homeserver.Client().JoinedRoomsAsync(null, Token));
        Assert.Equal(2, _homeserver.Time.Waits.Count);
        Assert.All(_homeserver.Time.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Send_that_may_have_arrived_is_not_repeated_as_a_restart_forgets_its_transaction_id()
    {
        _homeserver.IsAway(HttpRequestError.ResponseEnded);

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(SendAsync);

        Assert.True(silence.MayHaveArrived);
        Assert.Single(_homeserver.Requests);
    }

    [Fact]
    public async Task Send_is_repeated_where_it_surely_did_not_arrive()
    {
        _homeserver.IsAway().IsAway().Answers("""{"event_id":"$sent"}""");

        Assert.Equal(new EventId("$sent"), await SendAsync());
    }

    [Fact]
    public async Task Send_is_given_up_after_the_configured_attempts()
    {
        _homeserver.IsAway().IsAway().IsAway().IsAway();

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(SendAsync);

        Assert.False(silence.MayHaveArrived);
        Assert.Equal(4, _homeserver.Requests.Count);
    }

    [Fact]
    public async Task Room_is_not_made_again_when_the_first_try_may_have_arrived()
    {
        _homeserver.IsAway(HttpRequestError.ResponseEnded);

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(
            () => _homeserver.Client().CreateRoomAsync(null, new CreateRoomRequest(), Token));

        Assert.True(silence.MayHaveArrived);
        Assert.Single(_homeserver.Requests);
    }

    [Fact]
    public async Task Room_is_made_on_the_next_try_when_the_first_never_left()
    {
        _homeserver.IsAway(HttpRequestError.NameResolutionError).Answers("""{"room_id":"!new:hs.test"}""");

        Assert.Equal(new RoomId("!new:hs.test"), await _homeserver.Client().CreateRoomAsync(null, new CreateRoomRequest(), Token));
    }

    [Fact]
    public async Task Room_is_not_made_again_after_a_gateway_error()
    {
        _homeserver.Answers("", HttpStatusCode.BadGateway);

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().CreateRoomAsync(null, new CreateRoomRequest(), Token));

        Assert.True(refusal.IsTransient);
        Assert.Equal(MatrixErrorCodes.Unknown, refusal.ErrorCode);
    }

    [Fact]
    public async Task Refusal_is_final()
    {
        _homeserver.Refuses(HttpStatusCode.Forbidden, "M_FORBIDDEN");

        var refusal = await Assert.ThrowsAsync<MatrixException>(SendAsync);

        Assert.Equal((HttpStatusCode.Forbidden, "M_FORBIDDEN", false), (refusal.Status, refusal.ErrorCode, refusal.IsTransient));
        Assert.Contains("No.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_is_in_no_log_line_and_no_exception()
    {
        _homeserver.IsAway().Refuses(HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN");

        var refusal = await Assert.ThrowsAsync<MatrixException>(SendAsync);

        Assert.NotEmpty(_homeserver.Logs.Lines);
        Assert.DoesNotContain(_homeserver.Logs.Lines, line => line.Contains(ScriptedHomeserver.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(ScriptedHomeserver.Token, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ScriptedHomeserver.Token, _homeserver.Options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_stays_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _homeserver.Client().SendMessageAsync(null, Room, "t", RoomMessageContent.Text("x"), null, cancelled.Token));
    }

    private Task<EventId> SendAsync() => _homeserver.Client().SendMessageAsync(null, Room, "t", RoomMessageContent.Text("x"), null, Token);
}
