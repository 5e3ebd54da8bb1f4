using System.Diagnostics;
using Bridges.TestBeds;
using Microsoft.Playwright;

namespace Bridges.Page.Tests;

/// <summary>Debian's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser is not started yet.");

    /// <summary>The source of axe-core.</summary>
    public string Axe { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Axe = await File.ReadAllTextAsync(await RunAsync("install-axe"));
        _playwright = await Playwright.CreateAsync();
        // Five seconds otherwise: too short where others load the machine.
        Assertions.SetDefaultExpectTimeout(120_000);
        // As root, as tests run in a container, Chromium's own sandbox cannot be made.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = await RunAsync("install-chromium"), Args = ["--no-sandbox", "--no-proxy-server"], Timeout = 120_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<string> RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo(RepositoryRoot.Combine("scripts", script)) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var path = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && File.Exists(path) ? path : throw new InvalidOperationException($"scripts/{script} failed.");
    }
}
