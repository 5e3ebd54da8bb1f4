using System.Net;
using System.Text.Json;
using Bridges.Host.Provisioning;
using Microsoft.AspNetCore.Http;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>The provisioning API, over HTTP, as mautrix-manager calls it.</summary>
public sealed class ProvisioningTests : IAsyncLifetime
{
    private ProvisioningBed _bed = null!;

    public async ValueTask InitializeAsync() => _bed = await ProvisioningBed.StartAsync();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Somebody_logs_in_and_out_again()
    {
        var before = await _bed.GetAsync("whoami");
        Assert.Equal("Sample", before.GetProperty("network").GetProperty("displayname").GetString());
        Assert.Equal("name", before.GetProperty("login_flows")[0].GetProperty("id").GetString());
        Assert.Equal("@bridges:hs.test", before.GetProperty("bridge_bot").GetString());
        Assert.Equal(0, before.GetProperty("logins").GetArrayLength());

        await _bed.LogInAsync("alice");

        var login = (await _bed.GetAsync("whoami")).GetProperty("logins")[0];
        Assert.Equal("alice", login.GetProperty("id").GetString());
        Assert.Contains(login.GetProperty("state").GetProperty("state_event").GetString(), new[] { "CONNECTING", "CONNECTED" });
        Assert.Equal("alice", (await _bed.GetAsync("logins")).GetProperty("login_ids")[0].GetString());

        await _bed.PostAsync("logout/alice");
        Assert.Equal(0, (await _bed.GetAsync("logins")).GetProperty("login_ids").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_entry_is_asked_for_again_as_a_new_step_and_a_repeated_request_does_no_harm()
    {
        var step = await _bed.PostAsync("login/start/name");
        var path = $"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input";
        var field = ProvisioningBed.FieldOf(step);

        var again = await _bed.PostAsync(path, new Dictionary<string, string> { [field] = " " });
        Assert.Equal("user_input", again.GetProperty("type").GetString());
        Assert.NotEqual(step.GetProperty("step_id").GetString(), again.GetProperty("step_id").GetString());
        Assert.NotEqual(step.GetProperty("instructions").GetString(), again.GetProperty("instructions").GetString());

        // The answer was lost on the way, and the client asks once more.
        Assert.Equal(again.ToString(), (await _bed.PostAsync(path, new Dictionary<string, string> { [field] = "alice" })).ToString());
    }

    [Fact]
    public async Task A_value_that_is_missing_is_told_and_the_login_goes_on()
    {
        var step = await _bed.PostAsync("login/start/name");
        var path = $"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input";

        var (status, error) = await _bed.AskAsync(HttpMethod.Post, path, body: new { });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("'Name' is needed.", error.GetProperty("error").GetString());

        Assert.Equal("complete", (await _bed.PostAsync(path, new Dictionary<string, string> { [ProvisioningBed.FieldOf(step)] = "alice" })).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Nobody_gets_at_what_is_another_s()
    {
        await _bed.LogInAsync("alice");
        var step = await _bed.PostAsync("login/start/name");

        Assert.Equal(0, (await _bed.GetAsync("whoami", ProvisioningBed.Mallory)).GetProperty("logins").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await _bed.AskAsync(HttpMethod.Post, "logout/alice", ProvisioningBed.Mallory)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _bed.AskAsync(
            HttpMethod.Post, $"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input", ProvisioningBed.Mallory, new { })).Status);
        await _bed.PostAsync("logout/all", user: ProvisioningBed.Mallory);
        Assert.Equal(1, (await _bed.GetAsync("logins")).GetProperty("login_ids").GetArrayLength());
    }

    [Theory]
    [InlineData(null, ProvisioningBed.Alice, HttpStatusCode.Unauthorized, "M_MISSING_TOKEN")]
    [InlineData("wrong-secret-wrong-secret", ProvisioningBed.Alice, HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN")]
    [InlineData(Cli.Tokens.Hs, ProvisioningBed.Alice, HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN")]
    [InlineData("openid:abc", ProvisioningBed.Alice, HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN")]
    [InlineData(ProvisioningBed.Secret, null, HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN")]
    [InlineData(ProvisioningBed.Secret, "nobody", HttpStatusCode.Unauthorized, "M_UNKNOWN_TOKEN")]
    public async Task Who_shows_nothing_good_comes_to_nothing(string? token, string? user, HttpStatusCode status, string code)
    {
        foreach (var (method, path) in new[] { ("GET", "whoami"), ("GET", "logins"), ("POST", "login/start/name"), ("POST", "logout/all"), ("POST", "create_dm/x"), ("GET", "contacts") })
        {
            var (answered, body) = await _bed.AskAsync(new HttpMethod(method), path, user, token: token);
            Assert.Equal(status, answered);
            Assert.Equal(code, body.GetProperty("errcode").GetString());
        }
    }

    [Theory]
    [InlineData("login/step/x/y/user_input", "POST", HttpStatusCode.NotFound)]
    [InlineData("login/start/nosuchflow", "POST", HttpStatusCode.BadRequest)]
    [InlineData("contacts", "GET", HttpStatusCode.NotFound)]
    [InlineData("create_group/x", "POST", HttpStatusCode.NotImplemented)]
    public async Task What_is_not_there_is_told(string path, string method, HttpStatusCode status) =>
        Assert.Equal(status, (await _bed.AskAsync(new HttpMethod(method), path, body: method == "POST" ? new { } : null)).Status);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"name":{"deep":1}}""")]
    [InlineData("")]
    public async Task A_body_that_is_none_is_refused_and_the_login_goes_on(string body)
    {
        var step = await _bed.PostAsync("login/start/name");
        var path = $"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input";

        Assert.Equal(HttpStatusCode.BadRequest, (await _bed.AskAsync(HttpMethod.Post, path, body: body)).Status);

        Assert.Equal("complete", (await _bed.PostAsync(path, new Dictionary<string, string> { [ProvisioningBed.FieldOf(step)] = "alice" })).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Of_many_logins_that_are_begun_only_the_newest_stay()
    {
        var steps = new List<JsonElement>();
        for (var index = 0; index < 5; index++)
        {
            steps.Add(await _bed.PostAsync("login/start/name"));
        }

        var (status, error) = await _bed.AskAsync(
            HttpMethod.Post, $"login/step/{steps[0].GetProperty("login_id")}/{steps[0].GetProperty("step_id")}/user_input", body: new { });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Another login was begun in the place of this one.", error.GetProperty("error").GetString());
        Assert.Equal("complete", (await _bed.PostAsync(
            $"login/step/{steps[4].GetProperty("login_id")}/{steps[4].GetProperty("step_id")}/user_input",
            new Dictionary<string, string> { [ProvisioningBed.FieldOf(steps[4])] = "alice" })).GetProperty("type").GetString());
    }

    [Fact]
    public async Task People_are_found_and_a_chat_with_one_is_opened()
    {
        await _bed.LogInAsync("alice");

        var found = await _bed.GetAsync("resolve_identifier/friend-7");
        var opened = await _bed.PostAsync($"create_dm/{Uri.EscapeDataString(found.GetProperty("id").GetString()!)}");

        Assert.StartsWith("@_bridges_sample_", opened.GetProperty("mxid").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("!", opened.GetProperty("dm_room_mxid").GetString(), StringComparison.Ordinal);
        Assert.Equal(opened.ToString(), (await _bed.GetAsync("resolve_identifier/friend-7")).ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await _bed.AskAsync(HttpMethod.Get, "resolve_identifier/nobody")).Status);
        Assert.Equal(JsonValueKind.Array, (await _bed.GetAsync("contacts")).GetProperty("contacts").ValueKind);
        Assert.Equal(JsonValueKind.Array, (await _bed.PostAsync("search_users", new { query = "friend" })).GetProperty("results").ValueKind);
    }

    [Fact]
    public async Task Without_a_base_address_of_its_own_the_only_network_is_meant_and_one_that_is_not_there_is_told()
    {
        Assert.Equal(HttpStatusCode.OK, (await _bed.AskAsync(HttpMethod.Get, "whoami", network: "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _bed.AskAsync(HttpMethod.Get, "login/flows?network=sample", network: "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _bed.AskAsync(HttpMethod.Get, "whoami", network: "/_bridges/networks/telegram")).Status);
    }

    [Fact]
    public async Task A_browser_of_another_page_may_ask_and_the_document_names_every_endpoint()
    {
        using var question = new HttpRequestMessage(HttpMethod.Options, "/_bridges/networks/sample/_matrix/provision/v3/whoami");
        using var answer = await _bed.Host.Client.SendAsync(question, TestContext.Current.CancellationToken);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));

        var document = await _bed.Host.Client.GetStringAsync(ProvisioningAddresses.Document, TestContext.Current.CancellationToken);
        foreach (var path in new[] { "/v3/whoami", "/v3/capabilities", "/v3/login/flows", "/v3/logins", "/v3/login/start/{flow}", "/v3/login/step/{login}/{step}/{type}", "/v3/login/cancel/{login}", "/v3/logout/{login}", "/v3/contacts", "/v3/search_users", "/v3/resolve_identifier/{identifier}", "/v3/create_dm/{identifier}", "/v3/create_group/{type}" })
        {
            Assert.Contains($"\n  {path}:\n", document, StringComparison.Ordinal);
            Assert.NotEqual(StatusCodes.Status404NotFound, (int)(await _bed.Host.Client.GetAsync($"/_matrix/provision{path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}", TestContext.Current.CancellationToken)).StatusCode);
        }
    }
}
