using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>
/// The requests that mautrix-manager makes (its <c>src/api</c>), with paths, queries and bodies as it makes them, and what it reads of
/// the answers: a field that is not there, or of another type, stops it.
/// </summary>
public sealed partial class MautrixManagerTests : IAsyncLifetime
{
    private ProvisioningBed _bed = null!;

    public async ValueTask InitializeAsync() => _bed = await ProvisioningBed.StartAsync();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task It_shows_the_network_and_its_logins()
    {
        await LogInAsync("alice");

        var whoami = await RequestAsync("GET", "/v3/whoami");

        var network = whoami.GetProperty("network");
        Text(network, "displayname", "network_url", "network_id", "beeper_bridge_type");
        // Of any other address it throws, and shows nothing at all.
        Assert.Matches(MediaAddress(), network.GetProperty("network_icon").GetString());
        Text(whoami, "homeserver", "bridge_bot", "command_prefix");
        Text(Assert.Single(whoami.GetProperty("login_flows").EnumerateArray()), "id", "name", "description");
        var login = Assert.Single(whoami.GetProperty("logins").EnumerateArray());
        Text(login, "id", "name", "state_event");
        Text(login.GetProperty("state"), "state_event");
        Assert.Contains(login.GetProperty("state").GetProperty("state_event").GetString(), new[] { "CONNECTING", "CONNECTED", "TRANSIENT_DISCONNECT", "BAD_CREDENTIALS", "UNKNOWN_ERROR" });
        Number(login.GetProperty("state"), "timestamp", "ttl");
        Text(login.GetProperty("profile"), "name");
        Assert.False(login.GetProperty("profile").TryGetProperty("avatar", out _));
        Assert.All(login.GetProperty("relogin_flow_ids").EnumerateArray(), flow => Assert.Equal(JsonValueKind.String, flow.ValueKind));
    }

    [Fact]
    public async Task It_logs_in_step_by_step_after_a_wrong_entry_and_out_of_one_or_all()
    {
        var flows = await RequestAsync("GET", "/v3/login/flows");
        Text(flows.GetProperty("flows")[0], "id", "name", "description");
        var step = await StartAsync(flows.GetProperty("flows")[0].GetProperty("id").GetString()!);
        step = await SubmitAsync(step, " ");
        Assert.Equal("user_input", step.GetProperty("type").GetString());
        step = await SubmitAsync(step, "alice");
        Assert.Equal(("complete", "alice"), (step.GetProperty("type").GetString(), step.GetProperty("complete").GetProperty("user_login_id").GetString()));
        Text(step, "step_id", "instructions", "login_id", "txn_id");

        Assert.Equal("{}", (await RequestAsync("POST", "/v3/logout/alice", "{}")).ToString());
        Assert.Equal("{}", (await RequestAsync("POST", "/v3/logout/all", "{}")).ToString());
        Assert.Empty((await RequestAsync("GET", "/v3/whoami")).GetProperty("logins").EnumerateArray());
    }

    [Fact]
    public async Task It_lists_contacts_and_starts_chats_by_a_login()
    {
        await LogInAsync("alice");
        foreach (var person in (await RequestAsync("GET", "/v3/contacts", login: "alice")).GetProperty("contacts").EnumerateArray())
        {
            Text(person, "id");
        }

        var found = await RequestAsync("GET", $"/v3/resolve_identifier/{Uri.EscapeDataString("friend-7")}", login: "alice");
        Text(found, "id", "name", "mxid");
        Assert.All(found.GetProperty("identifiers").EnumerateArray(), identifier => Assert.Equal(JsonValueKind.String, identifier.ValueKind));

        var chat = await RequestAsync("POST", $"/v3/create_dm/{Uri.EscapeDataString(found.GetProperty("mxid").GetString()!)}", "{}", login: "alice");
        Text(chat, "id", "dm_room_mxid");
        Assert.Equal(found.GetProperty("id").GetString(), chat.GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_fails_is_told_in_the_form_that_it_shows()
    {
        var refused = await RequestAsync("GET", "/v3/contacts");

        Text(refused, "errcode", "error");
        Assert.Equal("FI.MAU.NOT_LOGGED_IN", refused.GetProperty("errcode").GetString());
    }

    private async Task LogInAsync(string name) =>
        Assert.Equal("complete", (await SubmitAsync(await StartAsync("name"), name)).GetProperty("type").GetString());

    private async Task<JsonElement> StartAsync(string flow)
    {
        var step = await RequestAsync("POST", $"/v3/login/start/{Uri.EscapeDataString(flow)}", "{}");
        Assert.Equal("user_input", step.GetProperty("type").GetString());
        return step;
    }

    private async Task<JsonElement> SubmitAsync(JsonElement step, string value)
    {
        Text(step, "login_id", "step_id", "type", "instructions");
        var field = Assert.Single(step.GetProperty("user_input").GetProperty("fields").EnumerateArray());
        Text(field, "id", "name", "type", "description");
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { [field.GetProperty("id").GetString()!] = value });
        return await RequestAsync("POST", $"/v3/login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/{step.GetProperty("type")}", body);
    }

    /// <summary>As its client does: the user always in the query, the login but for logins, a content type only with a body, and whatever the status, JSON.</summary>
    private async Task<JsonElement> RequestAsync(string method, string path, string? body = null, string? login = null)
    {
        var query = $"?user_id={Uri.EscapeDataString(ProvisioningBed.Alice)}{(login is null ? "" : $"&login_id={login}")}";
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/_bridges/networks/sample/_matrix/provision{path}{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ProvisioningBed.Secret);
        request.Headers.TryAddWithoutValidation("Origin", "null");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _bed.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Text(JsonElement element, params string[] names) => Assert.All(names, name => Assert.Equal(JsonValueKind.String, element.GetProperty(name).ValueKind));

    private static void Number(JsonElement element, params string[] names) => Assert.All(names, name => Assert.Equal(JsonValueKind.Number, element.GetProperty(name).ValueKind));

    [GeneratedRegex("^mxc://([^/]+?)/([a-zA-Z0-9_-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaAddress();
}
