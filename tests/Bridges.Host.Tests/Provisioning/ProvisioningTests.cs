using System.Net;
using System.Text.Json;
using Bridges.TestBeds.Stub;

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
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_homeserver_that_does_not_say_whose_a_token_is_keeps_nobody_out_for_long(int status)
    {
        using (_bed.Host.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.Parts is ["account", "whoami"], Status = status }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _bed.AskAsync(HttpMethod.Get, "whoami", user: null, token: Cli.Tokens.DoublePuppet)).Status);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await _bed.AskAsync(HttpMethod.Get, "whoami", user: null, token: Cli.Tokens.DoublePuppet)).Status == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    [Theory]
    [InlineData("login/step/x/y/user_input", "POST", HttpStatusCode.NotFound)]
    [InlineData("login/start/nosuchflow", "POST", HttpStatusCode.NotFound)]
    [InlineData("login/start/name?login_id=nosuchlogin", "POST", HttpStatusCode.NotFound)]
    [InlineData("contacts", "GET", HttpStatusCode.BadRequest, "FI.MAU.NOT_LOGGED_IN")]
    [InlineData("contacts?login_id=nosuchlogin", "GET", HttpStatusCode.NotFound)]
    [InlineData("create_group/x", "POST", HttpStatusCode.NotFound, "M_UNRECOGNIZED")]
    [InlineData("chat_rule", "GET", HttpStatusCode.BadRequest, "FI.MAU.NOT_LOGGED_IN")]
    [InlineData("failures/1/retry", "POST", HttpStatusCode.NotFound)]
    [InlineData("image_pack/import?pack_url=cats", "POST", HttpStatusCode.BadRequest, "FI.MAU.NOT_LOGGED_IN")]
    [InlineData("session_transfer/init", "POST", HttpStatusCode.NotFound, "M_UNRECOGNIZED")]
    [InlineData("image_pack/list", "GET", HttpStatusCode.BadRequest, "FI.MAU.NOT_LOGGED_IN")]
    [InlineData("resolve_media/$event", "POST", HttpStatusCode.NotFound, "M_UNRECOGNIZED")]
    [InlineData("login/client_http/x/y/z", "POST", HttpStatusCode.NotFound, "M_UNRECOGNIZED")]
    [InlineData("whoami", "POST", HttpStatusCode.MethodNotAllowed, "M_UNRECOGNIZED")]
    [InlineData("create_dm/x", "GET", HttpStatusCode.MethodNotAllowed, "M_UNRECOGNIZED")]
    [InlineData("nothing", "GET", HttpStatusCode.NotFound, "M_UNRECOGNIZED")]
    public async Task What_is_not_there_is_told(string path, string method, HttpStatusCode status, string code = "M_NOT_FOUND")
    {
        var (answered, body) = await _bed.AskAsync(new HttpMethod(method), path, body: method == "POST" ? new { } : null);
        Assert.Equal((status, code), (answered, body.GetProperty("errcode").GetString()));
    }

    [Fact]
    public async Task A_login_that_was_cancelled_or_is_complete_goes_no_further()
    {
        var step = await _bed.PostAsync("login/start/name");
        var path = $"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}";
        Assert.Equal("M_BAD_STATE", (await _bed.AskAsync(HttpMethod.Post, $"{path}/cookies", body: new { })).Body.GetProperty("errcode").GetString());
        await _bed.PostAsync($"login/cancel/{step.GetProperty("login_id")}");

        var (status, error) = await _bed.AskAsync(HttpMethod.Post, $"{path}/user_input", body: new { name = "alice" });
        Assert.Equal((HttpStatusCode.Gone, "FI.MAU.BRIDGE.LOGIN_CANCELLED"), (status, error.GetProperty("errcode").GetString()));

        step = await _bed.PostAsync("login/start/name");
        var done = await _bed.PostAsync($"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input", new { name = "alice" });
        (status, error) = await _bed.AskAsync(HttpMethod.Post, $"login/step/{step.GetProperty("login_id")}/{done.GetProperty("step_id")}/complete", body: new { });
        Assert.Equal((HttpStatusCode.Gone, "FI.MAU.BRIDGE.LOGIN_ALREADY_FINISHED"), (status, error.GetProperty("errcode").GetString()));
    }

    [Fact]
    public async Task A_group_is_made_of_ghosts_and_ids_and_what_cannot_be_one_is_refused()
    {
        Assert.Equal("{}", (await _bed.GetAsync("capabilities")).GetProperty("group_creation").ToString());
        await _bed.LogInAsync("alice");
        var field = (await _bed.GetAsync("capabilities")).GetProperty("group_creation").GetProperty("group").GetProperty("participants");
        Assert.Equal((true, true), (field.GetProperty("allowed").GetBoolean(), field.GetProperty("required").GetBoolean()));
        var ghost = (await _bed.GetAsync("resolve_identifier/friend-7")).GetProperty("mxid").GetString();

        var group = await _bed.PostAsync("create_group/group", new { name = new { name = "Chess" }, participants = new[] { ghost } });

        Assert.NotEqual("", group.GetProperty("id").GetString());
        var room = group.GetProperty("mxid").GetString()!;
        Assert.StartsWith("!", room, StringComparison.Ordinal);
        Assert.Contains((await _bed.GetAsync("chats")).GetProperty("chats").EnumerateArray(), chat => chat.TryGetProperty("room_id", out var of) && of.GetString() == room);
        foreach (var wrong in new object[] { new { participants = new[] { "friend-8" } }, new { name = new { name = "Chess" } }, new { name = new { name = new string('x', 300) }, participants = new[] { "friend-8" } } })
        {
            Assert.Equal("M_INVALID_PARAM", (await _bed.AskAsync(HttpMethod.Post, "create_group/group", body: wrong)).Body.GetProperty("errcode").GetString());
        }
    }

    [Fact]
    public async Task Chats_are_switched_and_the_rule_is_changed_as_on_the_page()
    {
        await _bed.LogInAsync("alice");
        var chat = await ChatAsync("on");

        await AskForOlderAsync(chat);
        var room = Uri.EscapeDataString(chat.GetProperty("room_id").GetString()!);
        Assert.Equal("{}", (await _bed.AskAsync(HttpMethod.Post, $"backfill/{room}")).Body.ToString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), ((await _bed.AskAsync(HttpMethod.Post, "backfill/!none:hs.test")).Status, (await _bed.AskAsync(HttpMethod.Post, $"backfill/{room}", ProvisioningBed.Mallory)).Status));
        await _bed.PostAsync("chats/switch", new { id = chat.GetProperty("id").GetString(), is_own = chat.GetProperty("is_own").GetBoolean(), on = false });

        var off = await ChatAsync("off");
        await _bed.PostAsync("chats/switch", new { id = off.GetProperty("id").GetString(), is_own = off.GetProperty("is_own").GetBoolean(), on = true, messages = 3 });
        await ChatAsync("on");
        Assert.Equal("all", (await _bed.GetAsync("chat_rule")).GetProperty("rule").GetString());
        await _bed.PostAsync("chat_rule", new { rule = "direct" });
        Assert.Equal("direct", (await _bed.GetAsync("chat_rule")).GetProperty("rule").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await _bed.AskAsync(HttpMethod.Post, "chat_rule", body: new { rule = "7" })).Status);
        Assert.Equal(0, (await _bed.GetAsync("chats", ProvisioningBed.Mallory)).GetProperty("chats").GetArrayLength());
    }

    /// <summary>The sample network has to be asked for its past.</summary>
    private async Task AskForOlderAsync(JsonElement chat)
    {
        var body = new { id = chat.GetProperty("id").GetString(), is_own = chat.GetProperty("is_own").GetBoolean(), count = 5 };
        var answer = await _bed.PostAsync("chats/history", body);
        Assert.True(answer.GetProperty("is_asked").GetBoolean());
        Assert.Equal(0, answer.GetProperty("coming").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await _bed.AskAsync(HttpMethod.Post, "chats/history", ProvisioningBed.Mallory, body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _bed.AskAsync(HttpMethod.Post, "chats/history", body: new { count = 5 })).Status);
    }

    /// <summary>Alice's chat, once it is so.</summary>
    private async Task<JsonElement> ChatAsync(string presence)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await _bed.GetAsync("chats")).GetProperty("chats").EnumerateArray().FirstOrDefault(chat => chat.GetProperty("presence").GetString() == presence) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

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
        var path = $"create_dm/{Uri.EscapeDataString(found.GetProperty("id").GetString()!)}";
        var (created, opened) = await _bed.AskAsync(HttpMethod.Post, path);
        var (again, same) = await _bed.AskAsync(HttpMethod.Post, path);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, opened.ToString()), (created, again, same.ToString()));

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
    public async Task A_browser_of_another_page_may_ask()
    {
        using var question = new HttpRequestMessage(HttpMethod.Options, "/_bridges/networks/sample/_matrix/provision/v3/whoami");
        using var answer = await _bed.Host.Client.SendAsync(question, TestContext.Current.CancellationToken);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }
}
