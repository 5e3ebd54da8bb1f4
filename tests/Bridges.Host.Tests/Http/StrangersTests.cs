using System.Text;
using System.Text.Json.Nodes;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Http;

/// <summary>The whole host, and those who do not have the token that an endpoint asks for.</summary>
public sealed class StrangersTests : IAsyncLifetime
{
    private const string Transaction = "/_matrix/app/v1/transactions/1";

    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task No_spelling_of_what_the_homeserver_calls_opens_it_without_its_token()
    {
        (string Method, string Path)[] endpoints =
        [
            ("PUT", Transaction), ("PUT", "/transactions/1"),
            ("GET", "/_matrix/app/v1/users/@_bridges_sample_x:hs.test"), ("GET", "/users/@_bridges_sample_x:hs.test"),
            ("GET", "/_matrix/app/v1/rooms/x"), ("GET", "/rooms/x"),
            ("POST", "/_matrix/app/v1/ping"),
            ("GET", "/_matrix/app/v1/thirdparty/protocol/sample"), ("GET", "/_matrix/app/unstable/thirdparty/protocol/sample"),
            ("GET", "/_matrix/app/v1/thirdparty/user/sample"), ("GET", "/_matrix/app/v1/thirdparty/location"),
            ("GET", "/_matrix/app/v1/unknown"), ("GET", "/unknown"), ("POST", Transaction),
        ];

        await AssertClosedAsync(endpoints, [null, "wrong", Tokens.As, Tokens.DoublePuppet]);
    }

    [Fact]
    public async Task No_spelling_of_what_the_command_line_calls_opens_it_without_its_token()
    {
        var dead = await _sample.SendUndeliverableAsync();
        (string Method, string Path)[] endpoints =
        [
            ("GET", "/_bridges/admin/v1/accounts"), ("DELETE", "/_bridges/admin/v1/accounts?network=sample&account=alice"),
            ("GET", "/_bridges/admin/v1/dead-letters"), ("POST", "/_bridges/admin/v1/dead-letters?id=all"), ("DELETE", $"/_bridges/admin/v1/dead-letters?id={dead}"),
            ("DELETE", $"/_bridges/admin/v1/dead-letters?id={dead}&access_token={Tokens.As}"),
        ];

        await AssertClosedAsync(endpoints, [null, "wrong", Tokens.DoublePuppet]);

        Assert.Contains("connected", (await _sample.RunAsync("accounts", "list")).Text, StringComparison.Ordinal);
        Assert.Contains("not logged in", (await _sample.RunAsync("dead-letters", "list")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/_bridges/admin/v1/accounts")]
    [InlineData("DELETE", "/_BRIDGES/ADMIN/V1/accounts?network=sample&account=alice")]
    [InlineData("POST", "/_bridges/Admin/v1/dead-letters?id=all")]
    public async Task The_homeserver_s_token_does_not_open_what_is_the_command_line_s(string method, string path)
    {
        Assert.Equal(403, await UnfinishedRequest.SendAsync(_sample.Host.Port, method, path, Tokens.Hs));
        Assert.Contains("connected", (await _sample.RunAsync("accounts", "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_sends_reaches_nobody()
    {
        var transaction = new JsonObject { ["events"] = new JsonArray(StubEvents.Text(_sample.ManagementRoom, SampleHost.Alice, "logout sample alice")) }.ToJsonString();
        foreach (var path in Spellings.Of(Transaction).Concat(Spellings.Of("/transactions/1")))
        {
            using var content = new StringContent(transaction, Encoding.UTF8, "application/json");
            using var answer = await _sample.Host.Client.PutAsync(new Uri($"http://127.0.0.1:{_sample.Host.Port}{path}"), content, TestContext.Current.CancellationToken);
            Assert.InRange((int)answer.StatusCode, 401, 403);
        }

        // What the homeserver itself sends afterwards is the next thing that happens.
        await _sample.SayToBotAsync("status $nothing");
        await _sample.WaitForBotAsync("I know nothing of that message");
        Assert.Contains("connected", (await _sample.RunAsync("accounts", "list")).Text, StringComparison.Ordinal);
    }

    private async Task AssertClosedAsync(IEnumerable<(string Method, string Path)> endpoints, string?[] tokens)
    {
        foreach (var (method, path) in endpoints)
        {
            foreach (var spelling in Spellings.Of(path).Distinct(StringComparer.Ordinal))
            {
                foreach (var token in tokens)
                {
                    var status = await UnfinishedRequest.SendAsync(_sample.Host.Port, method, spelling, token);
                    Assert.True(status is 401 or 403, $"{method} {spelling} with the token '{token}' was answered with {status}.");
                }
            }
        }
    }
}
