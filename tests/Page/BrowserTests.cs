using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>The page in a real browser, before the real host.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    /// <summary>Set to keep the pictures that docs/page.md shows.</summary>
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("BRIDGES_SCREENSHOTS") == "1";

    private static readonly string[] UserViews = ["My accounts", "My chats", "Not delivered"];
    private static readonly string[] AdminViews = ["Overview", "All accounts", "Dead letters", "A message's way", "Doctor", "Log", "Configuration", "Versions"];

    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

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
        await PictureAsync(bob, "login");

        await page.GetByLabel("Name").FocusAsync();
        await page.Keyboard.TypeAsync("bob");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("You are logged in as bob")).ToBeVisibleAsync();
        bob.AssertQuiet();
    }

    [Fact]
    public async Task The_doctor_s_findings_appear_by_themselves()
    {
        await using var admin = await Visit.PayAsync(chromium, _sample, user: null);
        await admin.OpenAsync("Doctor");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Examine now" }).ClickAsync();

        await Assertions.Expect(admin.Page.GetByText("module sample works")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        admin.AssertQuiet();
    }

    [Fact]
    public async Task A_dead_letter_is_given_up_with_a_click()
    {
        var id = await _sample.SendUndeliverableAsync();
        await using var admin = await Visit.PayAsync(chromium, _sample, user: null);
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
            await PictureAsync(visit, $"{name}-{view.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)}");
        }

        visit.AssertQuiet();
    }

    private static async Task PictureAsync(Visit visit, string name)
    {
        if (KeepsPictures)
        {
            await visit.Page.ScreenshotAsync(new() { Path = RepositoryRoot.Combine("docs", "page", $"{name}.png") });
        }
    }
}
