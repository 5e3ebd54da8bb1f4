using System.Text.Json;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>Somebody in front of a browser, whose console is listened to.</summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>Set to keep the pictures that docs/page.md shows.</summary>
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("BRIDGES_SCREENSHOTS") == "1";

    private readonly IBrowserContext _context;
    private readonly Chromium _chromium;
    private readonly List<string> _complaints = [];

    private Visit(Chromium chromium, IBrowserContext context, IPage page)
    {
        _chromium = chromium;
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Opens the page as a user, or as the machine's admin.</summary>
    public static async Task<Visit> PayAsync(Chromium chromium, SampleHost host, string? user, BrowserNewContextOptions? options = null)
    {
        var (exitCode, link) = await host.RunAsync(user is null ? ["page"] : ["page", "--user", user]);
        Assert.Equal(0, exitCode);
        return await EnterAsync(chromium, link, options);
    }

    /// <summary>Opens the page by a link.</summary>
    public static async Task<Visit> EnterAsync(Chromium chromium, string link, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.Browser.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(120_000);
        var visit = new Visit(chromium, context, await context.NewPageAsync());
        await visit.Page.GotoAsync(link);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        return visit;
    }

    public async Task OpenAsync(string view) => await Page.GetByRole(AriaRole.Link, new() { Name = view, Exact = true }).ClickAsync();

    /// <summary>The browser had nothing to complain of: no blocked script or style, nothing missing.</summary>
    public void AssertQuiet() => Assert.Empty(_complaints);

    /// <summary>Nothing keeps out people who see, hear or move otherwise, as far as axe-core can tell.</summary>
    public async Task AssertAccessibleAsync()
    {
        await Page.EvaluateAsync(_chromium.Axe);
        var violations = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).join(' | ')}`)");
        Assert.True(violations.GetArrayLength() == 0, $"{Page.Url}: {violations}");
    }

    /// <summary>Nothing sticks out at the side.</summary>
    public async Task AssertFitsAsync() => Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{Page.Url} is wider than its window.");

    /// <summary>Keeps what is shown for the documentation, where that is asked for.</summary>
    public async Task PictureAsync(string name)
    {
        if (KeepsPictures)
        {
            await Page.ScreenshotAsync(new() { Path = RepositoryRoot.Combine("docs", "page", $"{name}.png") });
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
