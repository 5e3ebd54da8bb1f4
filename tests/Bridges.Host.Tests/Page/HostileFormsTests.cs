using System.Net;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Page;

/// <summary>Whatever stands in a field: it is refused with words or kept as text, and does no harm.</summary>
public sealed class HostileFormsTests : IAsyncLifetime
{
    private static readonly string[] HostileTexts =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "\u202Egnp.exe\u2066\u0000\u001B[2J",
        "'; DROP TABLE accounts; --",
        "../../../etc/passwd",
        new('x', 10 * 1024),
        "\uD83D\uDE00\uFFFF%00%0d%0aSet-Cookie: a=b",
        "-9223372036854775809",
    ];

    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync(", offers_many_logins: true");

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task Of_every_form_of_a_user()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        (string Address, string[] Fields)[] forms =
        [
            ("logout", ["network", "account"]),
            ("older-messages", ["network", "account", "chat", "own"]),
            ("switch-chat", ["network", "account", "chat", "own", "on", "q"]),
            ("chat-rule", ["network", "account", "rule"]),
            ("failures-retry", ["id"]),
            ("failures-drop", ["id"]),
            ("begin-login", ["network", "flow", "account", "chats", "messages"]),
            ("login", ["session", "step", "field.name"]),
            ("cancel-login", ["session"]),
        ];
        foreach (var text in HostileTexts)
        {
            foreach (var (address, fields) in forms)
            {
                await alice.GoAsync("accounts");
                var status = await alice.SendAsync(address, [.. fields.Select(field => (field, text))]);
                Assert.True(status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError, $"{address}: {status}");
                AssertHarmless(alice);
            }

            foreach (var view in new[] { "chats?q=", "login?session=", "live?view=", "live?view=accounts&mark=", "enter?token=" })
            {
                await alice.GoAsync(view + Uri.EscapeDataString(text));
                Assert.True(alice.Answer!.StatusCode < HttpStatusCode.InternalServerError, $"{view}: {alice.Answer.StatusCode}");
                AssertHarmless(alice);
            }
        }

        await alice.GoAsync("accounts");
        Assert.Contains("<strong>alice</strong>", alice.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_every_form_of_an_admin()
    {
        using var admin = await EnteredAsync(user: null);
        foreach (var text in HostileTexts)
        {
            foreach (var address in new[] { "dead-letters-retry", "dead-letters-drop" })
            {
                await admin.GoAsync("dead-letters");
                await admin.GoAsync("sessions");
                Assert.Contains(await admin.SendAsync(address, [("id", text)]), new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
                AssertHarmless(admin);
            }

            await admin.GoAsync("sessions");
            // Some of it is no form at all.
            Assert.Contains(await admin.SendAsync("end-session", [("id", text)]), new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
            foreach (var view in new[] { "trace?id=", "log?q=", "log?level=" })
            {
                // The server itself refuses what is too long for an address.
                Assert.True(await admin.GoAsync(view + Uri.EscapeDataString(text)) < HttpStatusCode.InternalServerError);
                AssertHarmless(admin);
            }
        }
    }

    [Fact]
    public async Task Names_of_accounts_stay_text_however_they_are_made()
    {
        using var bob = await EnteredAsync("@bob:hs.test");
        foreach (var text in HostileTexts.Where(text => !text.Any(char.IsControl) && text.Length < 200))
        {
            await bob.GoAsync("accounts");
            await bob.SendAsync("begin-login", [("network", "sample"), ("flow", "details")]);
            await bob.SendAsync("login", [("session", bob.Hidden("session")), ("step", bob.Hidden("step")), ("field.name", text), ("field.color", text), ("field.note", text)]);
            AssertHarmless(bob);
        }

        using var admin = await EnteredAsync(user: null);
        foreach (var view in new[] { "overview", "all-accounts", "log", "dead-letters" })
        {
            await admin.GoAsync(view);
            AssertHarmless(admin);
        }
    }

    [Fact]
    public async Task A_form_that_is_too_large_or_none_is_refused()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);

        Assert.True(await alice.SendAsync("logout", [("network", new string('x', 600_000))]) is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge);
        await alice.GoAsync("accounts");
        Assert.Equal(HttpStatusCode.BadRequest, await alice.SendAsync("logout", [.. Enumerable.Range(0, 3000).Select(number => ($"f{number}", "x"))]));
    }

    [Fact]
    public async Task Nobody_is_let_in_or_out_by_another_page_s_form()
    {
        var link = (await _sample.RunAsync("page", "--user", "@mallory:hs.test")).Text;
        using var alice = await EnteredAsync(SampleHost.Alice);
        var csrf = alice.Hidden("csrf");

        Assert.Equal(HttpStatusCode.Forbidden, await alice.SendFromElsewhereAsync("enter", [("token", Browser.TokenOf(link))]));
        Assert.Equal(HttpStatusCode.Forbidden, await alice.SendFromElsewhereAsync("leave", [("csrf", csrf)]));

        await alice.GoAsync("accounts");
        Assert.Contains(SampleHost.Alice, alice.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_s_mark_does_not_fit()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        using var mallory = await EnteredAsync("@mallory:hs.test");

        Assert.Equal(HttpStatusCode.Forbidden, await alice.SendAsync("logout", [("network", "sample"), ("account", "alice")], mallory.Hidden("csrf")));
    }

    [Fact]
    public async Task Who_is_put_out_by_the_admin_is_out()
    {
        using var alice = await EnteredAsync(SampleHost.Alice);
        using var admin = await EnteredAsync(user: null);
        await admin.GoAsync("sessions");
        Assert.Contains("@alice:hs.test", admin.Shown, StringComparison.Ordinal);

        // The one that was used last stands first, which is the admin's own.
        var ids = admin.AllHidden("id");
        Assert.Equal(2, ids.Count);
        await admin.SendAsync("end-session", [("id", ids[1])]);

        Assert.Equal(HttpStatusCode.Unauthorized, await alice.GoAsync("accounts"));
    }

    private static void AssertHarmless(Browser browser)
    {
        Assert.DoesNotContain("<script>alert", browser.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", browser.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0000", browser.Shown, StringComparison.Ordinal);
        Assert.False(browser.Answer!.Headers.Contains("Set-Cookie") && browser.Answer.Headers.GetValues("Set-Cookie").Any(cookie => cookie.StartsWith("a=", StringComparison.Ordinal)));
    }

    private async Task<Browser> EnteredAsync(string? user)
    {
        var (exitCode, text) = await _sample.RunAsync(user is null ? ["page"] : ["page", "--user", user]);
        Assert.Equal(ExitCode.Success, exitCode);
        var browser = new Browser(_sample.Host);
        Assert.Equal(HttpStatusCode.OK, await browser.EnterAsync(text));
        return browser;
    }
}
