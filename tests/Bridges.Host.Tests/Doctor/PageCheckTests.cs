using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Doctor;

public sealed class PageCheckTests
{
    [Fact]
    public async Task An_address_that_does_not_lead_to_the_page_is_told_with_where_it_must_lead()
    {
        await using var sample = await SampleHost.StartAsync(extra: "page: {url: 'http://127.0.0.1:1/some/place/'}");

        var (_, text) = await sample.RunAsync("doctor");

        Assert.Contains("page.url http://127.0.0.1:1/some/place/ leads to the page", text, StringComparison.Ordinal);
        Assert.Contains($"Let the reverse proxy pass everything below /some/place/ on to {sample.Host.Url}_bridges/page/", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_known_here_is_no_error()
    {
        await using var sample = await SampleHost.StartAsync(extra: "page: {url: 'https://nobody.invalid/'}");

        var (_, text) = await sample.RunAsync("doctor");

        var line = Assert.Single(text.Split('\n'), line => line.Contains("page.url", StringComparison.Ordinal));
        Assert.Contains("it cannot be looked at from here", line, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", line, StringComparison.Ordinal);
    }
}
