using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Bridges.Host.Http;

namespace Bridges.Host.Tests.Http;

public sealed class HomeserverEndpointsTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/_matrix/app/v1/transactions/17")]
    [InlineData("/transactions/17")]
    public async Task A_transaction_is_handed_to_the_bridge_and_acknowledged(string path)
    {
        var (status, body) = await SendAsync(HttpMethod.Put, path, """{"events":[{"type":"m.room.message"}]}""");

        Assert.Equal((HttpStatusCode.OK, "{}"), (status, body));
        Assert.Equal([("17", 1)], _server.Bridge.Transactions);
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_stored_is_not_acknowledged()
    {
        _server.Bridge.Failure = new IOException("disk full");

        var (status, body) = await SendAsync(HttpMethod.Put, "/_matrix/app/v1/transactions/17", """{"events":[]}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("M_UNKNOWN", body, StringComparison.Ordinal);
        Assert.DoesNotContain("disk full", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no json")]
    public async Task A_body_that_is_no_JSON_is_refused(string json)
    {
        var (status, body) = await SendAsync(HttpMethod.Put, "/_matrix/app/v1/transactions/1", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("M_NOT_JSON", body, StringComparison.Ordinal);
        Assert.Empty(_server.Bridge.Transactions);
    }

    [Theory]
    [InlineData("/_matrix/app/v1/transactions/1", "PUT")]
    [InlineData("/transactions/1", "PUT")]
    [InlineData("/_matrix/app/v1/users/@_bridges_x:example.org", "GET")]
    [InlineData("/users/@_bridges_x:example.org", "GET")]
    [InlineData("/_matrix/app/v1/ping", "POST")]
    [InlineData("/_matrix/app/v1/nothing", "GET")]
    public async Task Nobody_enters_without_the_token(string path, string method)
    {
        _server.Client.DefaultRequestHeaders.Authorization = null;
        var missing = await SendAsync(new HttpMethod(method), path, "{}");
        _server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Token + "x");
        var wrong = await SendAsync(new HttpMethod(method), path, "{}");

        Assert.Equal(HttpStatusCode.Unauthorized, missing.Status);
        Assert.Contains("M_MISSING_TOKEN", missing.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
        Assert.Contains("M_FORBIDDEN", wrong.Body, StringComparison.Ordinal);
        Assert.Empty(_server.Bridge.Transactions);
    }

    [Fact]
    public async Task The_token_is_taken_from_the_query_too()
    {
        _server.Client.DefaultRequestHeaders.Authorization = null;

        var (status, _) = await SendAsync(HttpMethod.Put, $"/transactions/1?access_token={RunningServer.Token}", """{"events":[]}""");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/_matrix/app/v1/transactions/1") { Content = new ByteArrayContent(new byte[HostServer.LargestBody + 1]) };
        request.Headers.ExpectContinue = true;

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("M_TOO_LARGE", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ghosts_are_found_and_others_are_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/_matrix/app/v1/users/%40_bridges_a%2Fb%3Aexample.org")).Status);
        Assert.Equal("@_bridges_a/b:example.org", _server.Bridge.LastQuery?.Value);

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/_matrix/app/v1/users/@someone:example.org")).Status);
        var (status, body) = await SendAsync(HttpMethod.Get, "/_matrix/app/v1/rooms/%23nothing%3Aexample.org");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("M_NOT_FOUND", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_is_answered()
    {
        Assert.Equal((HttpStatusCode.OK, "{}"), await SendAsync(HttpMethod.Post, "/_matrix/app/v1/ping", """{"transaction_id":"x"}"""));
    }

    [Theory]
    [InlineData("/_matrix/app/v1/thirdparty/user/telegram", HttpStatusCode.OK, "[]")]
    [InlineData("/_matrix/app/v1/thirdparty/location", HttpStatusCode.OK, "[]")]
    [InlineData("/_matrix/app/unstable/thirdparty/protocol/telegram", HttpStatusCode.OK, "user_fields")]
    [InlineData("/_matrix/app/v1/thirdparty/protocol/irc", HttpStatusCode.NotFound, "M_NOT_FOUND")]
    public async Task Third_party_questions_are_answered(string path, HttpStatusCode status, string body)
    {
        var answer = await SendAsync(HttpMethod.Get, path);

        Assert.Equal(status, answer.Status);
        Assert.Contains(body, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/_matrix/app/v1/unknown", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_matrix/app/v1/transactions/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/_matrix/app/v1/ping", HttpStatusCode.MethodNotAllowed)]
    public async Task What_there_is_not_is_said_in_Matrix_terms(string method, string path, HttpStatusCode status)
    {
        var answer = await SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, answer.Status);
        Assert.Contains("M_UNRECOGNIZED", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Being_alive_is_not_being_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/_matrix/mau/live")).Status);
        _server.Readiness.Stage = HostStage.WaitingForHomeserver;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"ready":false,"stage":"waiting_for_homeserver"}"""), await SendAsync(HttpMethod.Get, "/_matrix/mau/ready"));
        _server.Readiness.Stage = HostStage.Ready;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/_matrix/mau/ready")).Status);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
