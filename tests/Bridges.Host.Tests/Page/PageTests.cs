using System.Net;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Page;

/// <summary>The page over HTTP: who gets in, what they see, what they can do.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task The_bot_gives_a_link_that_opens_the_page_once()
    {
        await _sample.SayToBotAsync("page");
        var link = (await _sample.Host.Homeserver.Sent.WaitForAsync(
            "the link", sent => sent.RoomId == _sample.ManagementRoom && sent.Body?.Contains("/_bridges/page/enter?token=", StringComparison.Ordinal) == true,
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Body!.Split('\n')[0].Trim();
        await _sample.WaitForBotAsync("It opens on the bridge's own machine only");
        using var alice = new Browser(_sample.Host);
        using var thief = new Browser(_sample.Host);

        Assert.Equal(HttpStatusCode.OK, await alice.EnterAsync(link));
        Assert.Contains("Sample: <strong>alice</strong>", alice.Shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, await thief.EnterAsync(link));
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.GoAsync("accounts"));
    }

    [Fact]
    public async Task Looking_at_a_link_does_not_use_it_up()
    {
        var link = await LinkAsync(SampleHost.Alice);
        using var preview = new Browser(_sample.Host);
        await preview.GoAsync(link);
        using var alice = new Browser(_sample.Host);

        Assert.Equal(HttpStatusCode.OK, await alice.EnterAsync(link));
        Assert.Contains("Log out of Sample (alice)", alice.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_users_do_not_see_each_other_and_neither_sees_what_is_the_admin_s()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        using var bob = await EnteredAsync("@bob:hs.test");
        Assert.DoesNotContain("alice", bob.Shown, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, await bob.SendAsync("logout", [("network", "sample"), ("account", "alice")]));
        foreach (var view in new[] { "overview", "all-accounts", "dead-letters", "trace", "doctor", "log", "configuration", "versions" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await bob.GoAsync(view));
            Assert.DoesNotContain("alice", bob.Shown, StringComparison.Ordinal);
        }

        await alice.GoAsync("accounts");
        Assert.Contains("<strong>alice</strong>", alice.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_not_the_page_s_does_nothing()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);

        foreach (var mark in new[] { "", "wrong", new string('0', 32) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await alice.SendAsync("logout", [("network", "sample"), ("account", "alice")], mark));
        }

        Assert.Contains("alice", (await _sample.RunAsync("accounts", "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_logs_in_with_a_wrong_entry_first_and_out_again()
    {
        using var bob = await EnteredAsync("@bob:hs.test");
        Assert.Equal(HttpStatusCode.OK, await bob.SendAsync("begin-login", [("network", "sample"), ("flow", "name")]));
        Assert.Contains("Who are you?", bob.Shown, StringComparison.Ordinal);

        var session = bob.Hidden("session");
        await bob.SendAsync("login", [("session", session), ("step", bob.Hidden("step")), ("field.name", " ")]);
        Assert.Contains("A name has at least one letter", bob.Shown, StringComparison.Ordinal);

        await bob.SendAsync("login", [("session", session), ("step", bob.Hidden("step")), ("field.name", "bob")]);
        Assert.Contains("You are logged in as bob", bob.Shown, StringComparison.Ordinal);

        await bob.GoAsync("accounts");
        await bob.SendAsync("logout", [("network", "sample"), ("account", "bob")]);
        Assert.DoesNotContain("<strong>bob</strong>", bob.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_messages_of_a_chat_are_asked_for_and_come()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        await alice.GoAsync("chats");
        Assert.Contains("Bring older messages of", alice.Shown, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await alice.SendAsync("older-messages", [("network", "sample"), ("account", "alice"), ("chat", "chat-1"), ("own", "yes")]));

        Assert.Contains("Sample is asked for older messages", alice.Shown, StringComparison.Ordinal);
        await _sample.Host.Homeserver.Sent.WaitForAsync(
            "what was said long ago", sent => sent.RoomId == _sample.Portal && sent.Body == "long ago 3", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var bob = await EnteredAsync("@bob:hs.test");
        Assert.Equal(HttpStatusCode.NotFound, await bob.SendAsync("older-messages", [("network", "sample"), ("account", "alice"), ("chat", "chat-1"), ("own", "yes")], CsrfOf(bob)));
    }

    [Fact]
    public async Task A_login_of_another_cannot_be_gone_on_with()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        using var bob = await EnteredAsync("@bob:hs.test");
        await alice.SendAsync("begin-login", [("network", "sample"), ("flow", "name")]);

        Assert.Equal(HttpStatusCode.NotFound, await bob.GoAsync($"login?session={alice.Hidden("session")}"));
        Assert.Equal(HttpStatusCode.NotFound, await bob.SendAsync("login", [("session", alice.Hidden("session")), ("step", alice.Hidden("step")), ("field.name", "bob")], CsrfOf(bob)));
    }

    [Fact]
    public async Task A_hostile_name_stays_text()
    {
        const string Hostile = "<script>alert(1)</script>\" onload=\"x";
        using var bob = await EnteredAsync("@bob:hs.test");
        await bob.SendAsync("begin-login", [("network", "sample"), ("flow", "name")]);
        await bob.SendAsync("login", [("session", bob.Hidden("session")), ("step", bob.Hidden("step")), ("field.name", Hostile)]);
        await bob.GoAsync("accounts");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", bob.Shown, StringComparison.Ordinal);

        using var admin = await EnteredAsync(user: null);
        foreach (var view in new[] { "all-accounts", $"trace?id={Uri.EscapeDataString(Hostile)}", $"log?q={Uri.EscapeDataString(Hostile)}", "overview" })
        {
            await admin.GoAsync(view);
            Assert.DoesNotContain("<script>alert", admin.Shown, StringComparison.Ordinal);
            Assert.DoesNotContain("\" onload=", admin.Shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_machine_s_admin_sees_everything_but_secrets_and_texts()
    {
        var dead = await _sample.SendUndeliverableAsync();
        using var admin = await EnteredAsync(user: null);
        Assert.Contains("Sample", admin.Shown, StringComparison.Ordinal);
        Assert.Contains("Messages in each hour of the last day", admin.Shown, StringComparison.Ordinal);

        await admin.GoAsync("all-accounts");
        Assert.Contains(SampleHost.Alice, admin.Shown, StringComparison.Ordinal);
        await admin.GoAsync("configuration");
        Assert.Contains("homeserver.server_name", admin.Shown, StringComparison.Ordinal);
        Assert.Contains("config.yaml:", admin.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.As, admin.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.Hs, admin.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Tokens.DoublePuppet, admin.Shown, StringComparison.Ordinal);

        await admin.GoAsync("dead-letters");
        Assert.Contains($"Number {dead},", admin.Shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await admin.SendAsync("dead-letters-drop", [("id", dead)]));
        Assert.Contains("Everything was delivered.", admin.Shown, StringComparison.Ordinal);

        // Nobody on Matrix: no accounts of their own.
        Assert.Equal(HttpStatusCode.NotFound, await admin.GoAsync("accounts"));
    }

    [Fact]
    public async Task What_became_of_a_message_is_told_step_by_step_to_the_page_and_the_command_line()
    {
        var shown = _sample.Host.Homeserver.Sent.All.First(sent => sent.Body == "message 2");
        using var admin = await EnteredAsync(user: null);

        // That it was sent is written down a moment after it was.
        await GoUntilAsync(admin, $"trace?id={Uri.EscapeDataString($"https://matrix.to/#/{shown.RoomId}/{Uri.EscapeDataString(shown.EventId)}?via=hs.test")}", $"shown as event {shown.EventId}");

        var (exitCode, text) = await _sample.RunAsync("trace", shown.EventId);
        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Contains("Written on sample", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failure, (await _sample.RunAsync("trace", "$nothing")).ExitCode);
    }

    [Fact]
    public async Task The_doctor_runs_inside_the_host_and_tells_when_it_is_done()
    {
        using var admin = await EnteredAsync(user: null);
        await admin.GoAsync("doctor");
        await admin.SendAsync("examine", []);

        // The answer ends once the examination does.
        await admin.GoAsync("doctor-events");
        Assert.Contains("event: changed", admin.Shown, StringComparison.Ordinal);
        await admin.GoAsync("doctor");

        Assert.Contains("module sample works", admin.Shown, StringComparison.Ordinal);
        Assert.Contains("\nbridges_doctor_problems ", await _sample.Host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_load_and_run_nothing_else()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        foreach (var view in new[] { "accounts", "chats", "failures", "enter?token=x", "nosuchview", "overview" })
        {
            await alice.GoAsync(view);
            if (alice.Answer!.StatusCode is HttpStatusCode.OK or HttpStatusCode.Forbidden && alice.Answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                var policy = Assert.Single(alice.Answer.Headers.GetValues("Content-Security-Policy"));
                Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.DoesNotContain(" style=\"", alice.Shown, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_cookie_is_for_this_page_alone_and_no_script_s()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("token", Browser.TokenOf(await LinkAsync(SampleHost.Alice)))]);
        using var answer = await client.PostAsync(new Uri(_sample.Host.Url, "/_bridges/page/enter"), form, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("accounts", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Whoever_logs_out_of_the_page_is_out()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);

        await alice.SendAsync("leave", []);

        Assert.Equal(HttpStatusCode.Unauthorized, await alice.GoAsync("accounts"));
    }

    private static async Task GoUntilAsync(Browser browser, string view, string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await browser.GoAsync(view);
        }
        while (!WebUtility.HtmlDecode(browser.Shown).Contains(words, StringComparison.Ordinal));
    }

    private static string CsrfOf(Browser browser) => browser.Hidden("csrf");

    private async Task<string> LinkAsync(string? user)
    {
        var (exitCode, text) = await _sample.RunAsync(user is null ? ["page"] : ["page", "--user", user]);
        Assert.True(exitCode == ExitCode.Success, text);
        return text;
    }

    private async Task<Browser> EnteredAsync(string? user)
    {
        var browser = new Browser(_sample.Host);
        Assert.Equal(HttpStatusCode.OK, await browser.EnterAsync(await LinkAsync(user)));
        return browser;
    }
}
