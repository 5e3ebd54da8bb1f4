using Bridges.Host.Tests.Hosting;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>The page under a path behind a reverse proxy, and beside pages that mean no good.</summary>
public sealed class ProxyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private PathProxy _proxy = null!;
    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await PathProxy.StartAsync();
        _sample = await SampleHost.StartAsync(", offers_many_logins: true", $"page: {{url: '{_proxy.Url}', client_url: 'https://chat.example.org'}}");
        _proxy.Host = _sample.Host.Url;
    }

    public async ValueTask DisposeAsync()
    {
        await _sample.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Every_link_form_file_and_event_stays_below_the_path()
    {
        await using var alice = await Visit.PayAsync(chromium, _sample, SampleHost.Alice);
        foreach (var view in new[] { "My accounts", "My chats", "Not delivered" })
        {
            await alice.OpenAsync(view);
            Assert.StartsWith(_proxy.Url.ToString(), alice.Page.Url, StringComparison.Ordinal);
            await alice.AssertAccessibleAsync();
        }

        await alice.OpenAsync("My accounts");
        await alice.Page.GetByRole(AriaRole.Button, new() { Name = "Sample: By code" }).ClickAsync();
        await Assertions.Expect(alice.Page.GetByAltText("QR code")).ToBeVisibleAsync();
        _sample.Host.Folder.Write(SampleHost.Scanned, "");
        await Assertions.Expect(alice.Page.GetByText("You are logged in as scanned")).ToBeVisibleAsync();
        alice.AssertQuiet();

        var findings = (await _sample.RunAsync("doctor")).Text;
        Assert.Contains($"page.url {_proxy.Url} leads to the page", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("Something else, or nothing, answers there", findings, StringComparison.Ordinal);

        await alice.Page.GetByRole(AriaRole.Button, new() { Name = "Log out of this page" }).ClickAsync();
        await Assertions.Expect(alice.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say 'page' to");
    }

    [Fact]
    public async Task A_chat_is_found_opened_in_the_client_switched_off_and_on_and_the_rule_is_kept()
    {
        await using var alice = await Visit.PayAsync(chromium, _sample, SampleHost.Alice);
        var page = alice.Page;
        await alice.OpenAsync("My chats");
        await Assertions.Expect(page.Locator("main tbody a")).ToHaveAttributeAsync("href", $"https://chat.example.org/#/room/{Uri.EscapeDataString(_sample.Portal)}");
        await page.GetByLabel("Name").FillAsync("no such chat");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("0 chats with that name")).ToBeVisibleAsync();
        await alice.OpenAsync("My chats");

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Assertions.Expect(page.Locator("main tbody td").Nth(1)).ToHaveTextAsync("no");
        await alice.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Assertions.Expect(page.Locator("main tbody td").Nth(1)).ToHaveTextAsync("yes");

        await page.GetByLabel("Sample (alice)", new() { Exact = false }).First.SelectOptionAsync("chosen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the rule of Sample (alice)" }).ClickAsync();
        await Assertions.Expect(page.Locator("select[name=rule]")).ToHaveValueAsync("chosen");
        alice.AssertQuiet();
    }

    [Fact]
    public async Task A_form_on_another_page_neither_lets_in_nor_does_anything()
    {
        var (_, link) = await _sample.RunAsync("page", "--user", "@mallory:hs.test");
        await using var alice = await Visit.PayAsync(chromium, _sample, SampleHost.Alice);
        var page = await alice.Page.Context.NewPageAsync();
        await page.RouteAsync("http://evil.test/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"""
                <form method="post" action="{_proxy.Url}enter"><input name="token" value="{link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..]}"><button>free kittens</button></form>
                <form method="post" action="{_proxy.Url}logout"><input name="network" value="sample"><input name="account" value="alice"><button>free puppies</button></form>
                """,
        }));
        foreach (var bait in new[] { "free kittens", "free puppies" })
        {
            await page.GotoAsync("http://evil.test/");
            await page.GetByRole(AriaRole.Button, new() { Name = bait }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("sent by another page");
        }

        await alice.OpenAsync("My accounts");
        await Assertions.Expect(alice.Page.GetByText("Log out of Sample (alice)")).ToBeVisibleAsync();
        await Assertions.Expect(alice.Page.GetByText("@mallory:hs.test")).ToHaveCountAsync(0);
    }
}
