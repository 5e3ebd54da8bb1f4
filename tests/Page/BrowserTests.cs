using Bridges.Host.Tests.Hosting;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>The page in a real browser, before the real host.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly string[] UserViews = ["My accounts", "My chats", "Not delivered"];
    private static readonly string[] AdminViews = ["Overview", "All accounts", "Dead letters", "A message's way", "Doctor", "Log", "Configuration", "Versions"];

    /// <summary>Empty as long as nothing is asked for; its picture is taken where something is.</summary>
    private static readonly string[] PicturedElsewhere = ["A message's way"];

    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync(", offers_many_logins: true");

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Every_view_of_a_user_is_whole_in_light_and_dark_on_a_desk_and_on_a_phone(ColorScheme colors, int width)
    {
        await using var alice = await Visit.PayAsync(chromium, _sample, SampleHost.Alice, Window(colors, width));

        await LookAtAsync(alice, UserViews, $"user-{(width < 600 ? "phone" : "desk")}");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Every_view_of_the_admin_is_whole(ColorScheme colors, int width)
    {
        await _sample.SendUndeliverableAsync();
        await using var admin = await Visit.PayAsync(chromium, _sample, user: null, Window(colors, width));

        await LookAtAsync(admin, AdminViews, $"admin-{colors.ToString().ToLowerInvariant()}");
    }

    [Fact]
    public async Task Somebody_logs_in_by_keyboard_alone_with_a_wrong_name_first()
    {
        await using var bob = await Visit.PayAsync(chromium, _sample, "@bob:hs.test");
        var page = bob.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sample: By name" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.GetByLabel("Name").FocusAsync();
        await page.Keyboard.TypeAsync(" ");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A name has at least one letter");
        await bob.AssertAccessibleAsync();
        await bob.PictureAsync("login");

        await page.GetByLabel("Name").FocusAsync();
        await page.Keyboard.TypeAsync("bob");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("You are logged in as bob")).ToBeVisibleAsync();
        bob.AssertQuiet();
    }

    [Fact]
    public async Task A_choice_has_its_default_and_what_may_be_left_out_may_be()
    {
        await using var carol = await Visit.PayAsync(chromium, _sample, "@carol:hs.test");
        var page = carol.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sample: With details" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Color")).ToHaveValueAsync("blue");
        await carol.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        Assert.True(await page.GetByLabel("Name").EvaluateAsync<bool>("field => field.validity.valueMissing"));
        await page.GetByLabel("Name").FillAsync("carol");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await Assertions.Expect(page.GetByText("You are logged in as carol, blue, no note")).ToBeVisibleAsync();
        carol.AssertQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_that_is_good_for_a_short_while_is_shown_anew_with_scripts_or_without(bool scripts)
    {
        await using var dave = await Visit.PayAsync(chromium, _sample, "@dave:hs.test", new() { JavaScriptEnabled = scripts });
        await dave.Page.GetByRole(AriaRole.Button, new() { Name = "Sample: By code" }).ClickAsync();
        var code = dave.Page.GetByAltText("QR code");
        var first = await code.GetAttributeAsync("src");

        await Assertions.Expect(code).Not.ToHaveAttributeAsync("src", first!);
        _sample.Host.Folder.Write(SampleHost.Scanned, "");
        await Assertions.Expect(dave.Page.GetByText("You are logged in as scanned")).ToBeVisibleAsync();
        dave.AssertQuiet();
    }

    [Fact]
    public async Task A_view_that_is_open_shows_what_happens_meanwhile_and_keeps_the_focus()
    {
        await using var erin = await Visit.PayAsync(chromium, _sample, "@erin:hs.test");
        await using var same = await Visit.PayAsync(chromium, _sample, "@erin:hs.test");
        var button = erin.Page.GetByRole(AriaRole.Button, new() { Name = "Sample: By name" });
        await button.FocusAsync();

        await same.Page.GetByRole(AriaRole.Button, new() { Name = "Sample: By name" }).ClickAsync();
        await same.Page.GetByLabel("Name").FillAsync("erin");
        await same.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(erin.Page.GetByText("Log out of Sample (erin)")).ToBeVisibleAsync();
        await Assertions.Expect(button).ToBeFocusedAsync();
        erin.AssertQuiet();
    }

    [Fact]
    public async Task The_doctor_s_findings_appear_by_themselves()
    {
        await using var admin = await Visit.PayAsync(chromium, _sample, user: null);
        await admin.OpenAsync("Doctor");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Examine now" }).ClickAsync();

        await Assertions.Expect(admin.Page.GetByText("module sample works")).ToBeVisibleAsync();
        await admin.AssertAccessibleAsync();
        admin.AssertQuiet();
    }

    [Fact]
    public async Task A_dead_letter_s_way_is_a_click_away_and_it_is_given_up_with_another()
    {
        var id = await _sample.SendUndeliverableAsync();
        await using var admin = await Visit.PayAsync(chromium, _sample, user: null);
        await admin.OpenAsync("Dead letters");
        await Assertions.Expect(admin.Page.GetByText("tried once")).ToBeVisibleAsync();

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "$" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("main ol li").First).ToBeVisibleAsync();
        await admin.AssertAccessibleAsync();
        await admin.PictureAsync("admin-light-a-messages-way");

        await admin.OpenAsync("Dead letters");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Give up number {id}" }).ClickAsync();

        await Assertions.Expect(admin.Page.GetByText("Everything was delivered.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_hostile_name_runs_nothing()
    {
        await using var mallory = await Visit.PayAsync(chromium, _sample, "@mallory:hs.test");
        var page = mallory.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sample: By name" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("<img src=x onerror=document.title='taken'>");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("You are logged in as <img")).ToBeVisibleAsync();

        await using var admin = await Visit.PayAsync(chromium, _sample, user: null);
        await admin.OpenAsync("All accounts");
        await Assertions.Expect(admin.Page.GetByText("<img src=x onerror=").First).ToBeVisibleAsync();
        Assert.Equal("All accounts – Bridges", await admin.Page.TitleAsync());
        admin.AssertQuiet();
    }

    private static BrowserNewContextOptions Window(ColorScheme colors, int width) => new() { ColorScheme = colors, ViewportSize = new ViewportSize { Width = width, Height = 800 } };

    private static async Task LookAtAsync(Visit visit, string[] views, string name)
    {
        foreach (var view in views)
        {
            await visit.OpenAsync(view);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = view })).ToBeVisibleAsync();
            await visit.AssertAccessibleAsync();
            await visit.AssertFitsAsync();
            if (!PicturedElsewhere.Contains(view))
            {
                await visit.PictureAsync($"{name}-{view.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)}");
            }
        }

        visit.AssertQuiet();
    }
}
