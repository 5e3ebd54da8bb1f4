using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Page;

/// <summary>What admins see and do on the page, over the API.</summary>
public sealed class AdminApiTests : IAsyncLifetime
{
    private const string Root = "_bridges/admin/v1/";

    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Theory]
    [InlineData("overview")]
    [InlineData("versions")]
    [InlineData("log")]
    [InlineData("configuration")]
    [InlineData("doctor")]
    [InlineData("sessions")]
    public async Task It_is_for_whoever_knows_the_as_token_and_tells_no_secrets(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(path, token: null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(path, Tokens.Hs)).Status);

        var (status, text) = await AskAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain(Tokens.As, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Hs, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.DoublePuppet, text, StringComparison.Ordinal);
        Assert.DoesNotContain("message 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_tells_how_networks_accounts_and_the_journal_stand()
    {
        var overview = await JsonAsync("overview");

        var network = Assert.Single(overview.GetProperty("networks").EnumerateArray());
        Assert.Equal(("sample", 1), (network.GetProperty("id").GetString(), network.GetProperty("accounts").GetInt32()));
        Assert.Equal(0, overview.GetProperty("given_up").GetInt64());
        Assert.Equal(168, overview.GetProperty("messages_an_hour").GetArrayLength());
        Assert.True(overview.GetProperty("memory_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Versions_name_the_program_and_each_module_with_its_licence()
    {
        var parts = (await JsonAsync("versions")).EnumerateArray().ToDictionary(part => part.GetProperty("part").GetString()!, part => part);

        Assert.Equal("AGPL-3.0-or-later", parts["Bridges"].GetProperty("licence").GetString());
        Assert.Equal("AGPL-3.0-or-later", parts["Module Sample"].GetProperty("licence").GetString());
        Assert.NotEqual("unknown", parts["Module Sample"].GetProperty("version").GetString());
    }

    [Fact]
    public async Task The_log_is_told_by_level_part_and_words()
    {
        await _sample.SendUndeliverableAsync();
        var lines = (await JsonAsync("log?level=error&part=Bridges.Core.Lanes.Lane&q=is%20dead")).GetProperty("lines");

        var line = lines.EnumerateArray().First();
        Assert.Equal(("Error", "Bridges.Core.Lanes.Lane"), (line.GetProperty("level").GetString(), line.GetProperty("category").GetString()));
        Assert.Empty((await JsonAsync("log?level=error&part=Bridges.Host")).GetProperty("lines").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("log?level=loud")).Status);
    }

    [Fact]
    public async Task The_configuration_says_where_each_value_was_written()
    {
        var name = (await JsonAsync("configuration")).EnumerateArray().Single(setting => setting.GetProperty("key").GetString() == "homeserver.server_name");

        Assert.Equal("hs.test", name.GetProperty("value").GetString());
        Assert.Contains("config.yaml:", name.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_examines_on_demand_and_remembers()
    {
        Assert.False((await JsonAsync("doctor")).TryGetProperty("at", out _));

        var (status, text) = await AskAsync("doctor", method: HttpMethod.Post);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(JsonDocument.Parse(text).RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("subject").GetString() == "module sample works");
        Assert.True((await JsonAsync("doctor")).TryGetProperty("at", out _));
    }

    [Fact]
    public async Task Who_is_in_the_page_is_listed_and_can_be_put_out()
    {
        using var alice = new Browser(_sample.Host);
        Assert.Equal(HttpStatusCode.OK, await alice.EnterAsync((await _sample.RunAsync("page", "--user", SampleHost.Alice)).Text));

        var session = Assert.Single((await JsonAsync("sessions")).EnumerateArray());
        Assert.Equal(SampleHost.Alice, session.GetProperty("user").GetString());
        Assert.Contains("\"count\":1", (await AskAsync($"sessions?id={session.GetProperty("id").GetString()}", method: HttpMethod.Delete)).Text, StringComparison.Ordinal);
        Assert.Contains("\"count\":0", (await AskAsync("sessions?id=nobody", method: HttpMethod.Delete)).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, await alice.GoAsync("accounts"));
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        var (status, text) = await AskAsync(path);
        Assert.True(status == HttpStatusCode.OK, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string path, string? token = Tokens.As, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, Root + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _sample.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
