using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Fuzz.Tests.Matrix;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Stub;
using AdministrationEndpoints = Bridges.Host.Administration.AdministrationEndpoints;

namespace Bridges.Fuzz.Tests.Host;

/// <summary>The whole host, from outside: its HTTP address, and the bot's room.</summary>
public sealed partial class HostFuzz : IAsyncLifetime
{
    private static readonly string[] Paths = [AdministrationEndpoints.Accounts, AdministrationEndpoints.DeadLetters];
    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put];

    private static readonly Words Queries = new(
        ["?id=5", "?network=sample&account=alice", "?id=9223372036854775807&id=2", "?account=%00&network=%ff"], ["&", "=", "?", "id=", "network=", "account=", "%", "%zz", "+", "#", ";"]);

    // Of the first room that a test makes.
    private const string Intrusion = """{"events":[{"type":"m.room.message","room_id":"!stub1:hs.test","sender":"@alice:hs.test","event_id":"$intrusion","content":{"msgtype":"m.text","body":"stranger"}}]}""";

    private static readonly Words Requests = new(
        [
            $"PUT /_matrix/app/v1/transactions/1 HTTP/1.1\r\nHost: x\r\nContent-Length: {Intrusion.Length}\r\n\r\n{Intrusion}", "PUT /Transactions/1?access_token=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n",
            "GET /users/@_bridges_x:hs.test HTTP/1.1\r\nHost: x\r\n\r\n", "DELETE /_bridges/admin/v1/accounts?network=sample&account=x HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp4\r\n\r\n",
            "POST /_bridges/admin/v1/dead-letters?id=all HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "GET /_matrix/mau/live?challenge=0123 HTTP/1.1\r\nHost: x\r\n\r\n", "POST /_matrix/app/v1/ping HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ],
        ["/", "//", "%2F", "%00", "/..", "..%2f", "HTTP/2.0", "OPTIONS ", "TRACE ", "HEAD ", "CONNECT x:1 ", "*", "http://x/", "access_token=", "Authorization: Bearer ", "Authorization: ", "\r\n\r\n", "X-HTTP-Method-Override: PUT\r\n", "Expect: 100-continue\r\n", "Upgrade: h2c\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n"]);

    private static readonly Words Commands = new(
        [
            "help", "login", "login sample", "list-logins", "logout", "logout sample x", "retry", "retry 5", "status", "status $x", "sync", "search bob", "start-chat friend-1", "start-chat friend-1 sample", "cancel", "!bridges help", "!bridges",
        ],
        ["!bridges ", "sample", "friend-", "login", "logout", "cancel", " ", "`", "**", "<b>", "\u00A0", "\u3000", "https://matrix.to/#/@a:hs.test", new string('x', 200)]);

    private readonly InstalledModules _modules = new InstalledModules().Install();
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.PrepareAsync($"modules_directory: {_modules.Directory}\nnetworks:\n  sample:");
        _host.Start();
        await _host.WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _modules.Dispose();
    }

    [Fact]
    public async Task A_transaction_of_any_shape_is_taken_or_refused_in_Matrix_terms()
    {
        var number = 0;
        await Fuzzing.BytesAsync(3_000, TransactionFuzz.Transactions, async body =>
        {
            var (status, answer) = await SendAsync(HttpMethod.Put, $"/_matrix/app/v1/transactions/{number++}", Tokens.Hs, body);
            return Judge(status, answer);
        });
        Assert.Equal(HttpStatusCode.OK, await _host.Homeserver.PushAsync([StubEvents.Text("!nowhere:hs.test", "@alice:hs.test", "last")], "last", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_command_line_s_own_endpoints_bear_any_query()
    {
        var number = 0;
        await Fuzzing.BytesAsync(3_000, Queries, async input =>
        {
            var path = Paths[number % 2] + Words.ToQuery(input);
            var (status, answer) = await SendAsync(Methods[number++ / 2 % 4], path, Tokens.As, input);
            return Judge(status, answer);
        });
    }

    [Fact]
    public async Task No_request_without_a_token_gets_further_than_the_door()
    {
        var room = _host.Homeserver.AddRoom(_host.Homeserver.AddUser("alice"), _host.Homeserver.BotUserId).Id;
        Assert.Contains(room, Intrusion, StringComparison.Ordinal);
        await Fuzzing.BytesAsync(3_000, Requests, async request =>
        {
            var answer = await RawExchange.AskAsync(_host.Port, request);
            // A version that it does not speak is no failure of ours.
            Assert.DoesNotMatch("^HTTP/1.1 50[0-4]", answer);
            Assert.True(!answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal) || IsOpen(Encoding.Latin1.GetString(request)), answer);
            return answer.Length > 12 ? answer[9..12] : "nothing";
        });
        await _host.Homeserver.PushAsync([StubEvents.Text(room, "@alice:hs.test", "homeserver")], transactionId: null, TestContext.Current.CancellationToken);
        await WaitUntilAllIsAnsweredAsync();
        // The homeserver's own message alone, and no stranger's.
        Assert.Single(AnswersIn(room));
    }

    [Fact]
    public async Task The_bot_bears_whatever_it_is_told()
    {
        var alice = _host.Homeserver.AddUser("alice");
        var room = _host.Homeserver.AddRoom(alice, _host.Homeserver.BotUserId).Id;
        var mutator = Fuzzing.TextsOf(Commands, nameof(HostFuzz));
        for (var sent = 0; sent < Fuzzing.Count(1_000); sent += 50)
        {
            await _host.Homeserver.PushAsync(
                Enumerable.Range(0, 50).Select(_ => StubEvents.Text(room, alice, new string(mutator.Next()).Replace('\0', ' '))), transactionId: null, TestContext.Current.CancellationToken);
            await _host.Homeserver.PushAsync([StubEvents.Text(room, alice, "cancel"), StubEvents.Text(room, alice, "the end")], transactionId: null, TestContext.Current.CancellationToken);
            await WaitUntilAllIsAnsweredAsync();
            Assert.StartsWith("I do not know that.", AnswersIn(room)[^1], StringComparison.Ordinal);
            Assert.DoesNotContain(_host.Homeserver.Sent.All, reply => reply.Body?.Contains("Something went wrong", StringComparison.Ordinal) == true);
        }
    }

    private Task WaitUntilAllIsAnsweredAsync() => _host.WaitForAsync("metrics", figures => !Waiting().IsMatch(figures));

    private string[] AnswersIn(string room) =>
        [.. _host.Homeserver.Sent.All.Where(sent => sent.RoomId == room && sent.Sender == _host.Homeserver.BotUserId && sent.Body is not null).Select(sent => sent.Body!)];

    [GeneratedRegex(@"bridges_journal_pending\{[^}]*\} [1-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Waiting();

    /// <summary>Health and metrics, the only things that are open to everybody.</summary>
    private static bool IsOpen(string request) => request.Contains("mau", StringComparison.OrdinalIgnoreCase) || request.Contains("metrics", StringComparison.OrdinalIgnoreCase);

    private static string Judge(HttpStatusCode status, string answer)
    {
        Assert.True((int)status is >= 200 and < 300 or >= 400 and < 500, $"status {(int)status}: {answer}");
        if ((int)status >= 400 && answer.Length > 0)
        {
            using var refusal = JsonDocument.Parse(answer);
            Assert.StartsWith("M_", refusal.RootElement.GetProperty("errcode").GetString(), StringComparison.Ordinal);
        }

        return ((int)status).ToString(CultureInfo.InvariantCulture);
    }

    private async Task<(HttpStatusCode Status, string Answer)> SendAsync(HttpMethod method, string path, string token, byte[] body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{_host.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = method == HttpMethod.Get ? null : new ByteArrayContent(body);
        using var response = await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }
}
