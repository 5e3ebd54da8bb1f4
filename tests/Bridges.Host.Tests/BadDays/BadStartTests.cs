using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Postgres;
using Bridges.TestBeds.Stub;
using Npgsql;

namespace Bridges.Host.Tests.BadDays;

/// <summary>The published program on bad days: what it prints, how it ends, and that it waits where waiting helps.</summary>
public sealed class BadStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly StubOptions Stub = new() { AppserviceTokens = ["stub-as-token-0123456789", "stub-dp-token-0123456789"], HomeserverToken = "stub-hs-token-0123456789" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("server_name", "servername", ExitCode.Configuration, "Did you mean 'server_name'?")]
    [InlineData("listen: \"127.0.0.1:", "listen: \"127.0.0.1:x", ExitCode.Configuration, "must be an address with a port")]
    [InlineData("sqlite:bridges.db", "sqlite3:bridges.db", ExitCode.Configuration, "It must be sqlite:FILE or postgres://")]
    [InlineData("sqlite:bridges.db", "postgres://host/name?sslmode=perhaps", ExitCode.Configuration, "sslmode")]
    [InlineData("permissions:", "permissions: [", ExitCode.Configuration, "is not valid YAML")]
    public async Task A_mistake_in_the_configuration_is_told_in_words_and_by_the_exit_code(string right, string wrong, int code, string words)
    {
        await using var host = BridgesHost.Prepare(new BridgesHostOptions { HomeserverUrl = new Uri("http://127.0.0.1:9") });
        var text = await File.ReadAllTextAsync(host.ConfigurationFile, Cancellation);
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(host.ConfigurationFile, text.Replace(right, wrong, StringComparison.Ordinal), Cancellation);

        var (exitCode, output) = await host.RunCommandAsync("run");

        Assert.Equal(code, exitCode);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_told()
    {
        await using var host = BridgesHost.Prepare(new BridgesHostOptions { HomeserverUrl = new Uri("http://127.0.0.1:9") });
        await File.WriteAllTextAsync(host.Folder.Combine("bridges.db"), new string('x', 100_000), Cancellation);

        var (exitCode, output) = await host.RunCommandAsync("run");

        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains("bridges.db", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_homeserver_does_not_know_is_waited_for_and_told_in_one_sentence()
    {
        await using var homeserver = await StubHomeserver.StartAsync(Stub with { AppserviceTokens = ["another-token-0123456789"] }, Cancellation);
        await using var host = Prepare(homeserver, "sqlite:bridges.db");

        await host.StartWithoutWaitingAsync();

        await host.Output.WaitForLineAsync(
            line => line.Contains($"Waiting for the homeserver at {homeserver.Url}: it does not know appservice.as_token: give it the registration that 'bridges registration' writes, and restart it", StringComparison.Ordinal),
            Patience, Cancellation);
        Assert.Equal(ExitCode.Success, await host.StopAsync());
        Assert.Single(host.Output.Text.Split('\n'), line => line.Contains("as_token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hs_token", "hs_token differs from appservice.hs_token")]
    [InlineData("as_token", "as_token differs from appservice.as_token")]
    [InlineData("url", "url is http://elsewhere.test/, the configuration's is")]
    public async Task A_registration_that_differs_from_the_configuration_is_told_at_the_start(string key, string words)
    {
        await using var homeserver = await StubHomeserver.StartAsync(Stub, Cancellation);
        await using var host = Prepare(homeserver, "sqlite:bridges.db");
        Assert.Equal(ExitCode.Success, (await host.RunCommandAsync("registration")).ExitCode);
        var file = host.Folder.Combine("registration/bridges.yaml");
        await File.WriteAllLinesAsync(
            file,
            (await File.ReadAllLinesAsync(file, Cancellation)).Select(line => !line.StartsWith(key + ":", StringComparison.Ordinal) ? line : key == "url" ? "url: http://elsewhere.test" : $"{key}: 'another-token-0123456789'"),
            Cancellation);

        await host.StartAsync(Cancellation);

        Assert.Equal(ExitCode.Success, await host.StopAsync());
        var warning = Assert.Single(host.Output.Text.Split('\n'), line => line.Contains(words, StringComparison.Ordinal));
        Assert.Contains("bridges.yaml does not agree with the configuration: ", warning, StringComparison.Ordinal);
        Assert.Contains("Run 'bridges registration', give it to the homeserver again and restart it", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_server_that_starts_later_is_waited_for()
    {
        await using var homeserver = await StubHomeserver.StartAsync(Stub, Cancellation);
        await using var postgres = await PostgresServer.StartAsync(cancellation: Cancellation);
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync(Cancellation));
        await postgres.StopAsync();
        await using var host = Prepare(homeserver, $"postgres://{database.Username}@{database.Host}:{database.Port}/{database.Database}");

        await host.StartWithoutWaitingAsync();
        await host.Output.WaitForLineAsync(line => line.Contains("for the database", StringComparison.Ordinal), Patience, Cancellation);
        await postgres.StartAgainAsync(Cancellation);

        await host.WaitUntilReadyAsync(Cancellation);
        Assert.Equal(ExitCode.Success, await host.StopAsync());
    }

    [Fact]
    public async Task Nothing_that_is_printed_on_a_bad_day_tells_a_secret()
    {
        await using var homeserver = await StubHomeserver.StartAsync(Stub, Cancellation);
        await using var host = Prepare(homeserver, "sqlite:bridges.db", "logging: {level: trace}");
        await host.StartAsync(Cancellation);
        using (homeserver.Faults.Inject(StubFault.Down))
        {
            await PushAsync(host, "wrong-token-of-a-stranger", "{}", HttpStatusCode.Forbidden);
            await PushAsync(host, "stub-hs-token-0123456789", "{ no json", HttpStatusCode.BadRequest);
            await PushAsync(host, "stub-hs-token-0123456789", $"{{\"events\":{new string('[', 10_000)}", HttpStatusCode.BadRequest);
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url };
            await client.GetAsync("_matrix/app/v1/users/@x:hs.test?access_token=stub-hs-token-0123456789", Cancellation);
        }

        await host.RunCommandAsync("doctor");
        var doctor = (await host.RunCommandAsync("doctor")).Output;
        Assert.Equal(ExitCode.Success, await host.StopAsync());

        Assert.Contains("Stopped", host.Output.Text, StringComparison.Ordinal);
        foreach (var secret in (string[])["stub-as-token", "stub-hs-token", "stub-dp-token", "wrong-token-of-a-stranger"])
        {
            Assert.DoesNotContain(secret, host.Output.Text + doctor, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_transaction_that_is_half_a_message_leaves_nothing_behind()
    {
        await using var homeserver = await StubHomeserver.StartAsync(Stub, Cancellation);
        await using var host = Prepare(homeserver, "sqlite:bridges.db");
        await host.StartAsync(Cancellation);
        var room = homeserver.AddRoom(homeserver.AddUser("alice"), homeserver.BotUserId).Id;
        var said = StubEvents.Text(room, "@alice:hs.test", "help").ToJsonString();

        await PushAsync(host, "stub-hs-token-0123456789", $"{{\"events\":[{said},", HttpStatusCode.BadRequest);
        await PushAsync(host, "stub-hs-token-0123456789", $"{{\"events\":[{said}]", HttpStatusCode.BadRequest);
        await PushAsync(host, "stub-hs-token-0123456789", $"{{\"events\":[{StubEvents.Text(room, "@alice:hs.test", "status $asked").ToJsonString()}]}}", HttpStatusCode.OK);

        await homeserver.Sent.WaitForAsync("the answer", sent => sent.Body?.Contains("I know nothing of that message", StringComparison.Ordinal) == true, Patience, Cancellation);
        Assert.DoesNotContain(homeserver.Sent.All, sent => sent.Body?.Contains("I bridge", StringComparison.Ordinal) == true);
    }

    private static async Task PushAsync(BridgesHost host, string token, string body, HttpStatusCode expected)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync($"_matrix/app/v1/transactions/{Guid.NewGuid():N}", content, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
        if (expected != HttpStatusCode.OK)
        {
            Assert.Contains("\"errcode\":\"M_", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    /// <summary>With the stub's tokens in place of its own, long enough to be taken.</summary>
    private static BridgesHost Prepare(StubHomeserver homeserver, string database, string extra = "")
    {
        var host = BridgesHost.Prepare(new BridgesHostOptions { HomeserverUrl = homeserver.Url, Database = database, ExtraConfiguration = extra });
        homeserver.AppserviceUrl = host.Url;
        var lines = File.ReadAllLines(host.ConfigurationFile);
        var section = "";
        for (var index = 0; index < lines.Length; index++)
        {
            section = lines[index].StartsWith(' ') ? section : lines[index];
            lines[index] = lines[index].TrimStart() switch
            {
                var line when line.StartsWith("hs_token", StringComparison.Ordinal) => "  hs_token: stub-hs-token-0123456789",
                var line when line.StartsWith("as_token", StringComparison.Ordinal) => section == "double_puppet:" ? "  as_token: stub-dp-token-0123456789" : "  as_token: stub-as-token-0123456789",
                _ => lines[index],
            };
        }

        File.WriteAllLines(host.ConfigurationFile, lines);
        return host;
    }
}
