using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Page;

/// <summary>The page where its address from outside is configured.</summary>
public sealed class OutsideAddressTests
{
    [Fact]
    public async Task Links_lead_there_and_nothing_is_said_of_this_machine()
    {
        await using var sample = await SampleHost.StartAsync(extra: "page: {url: 'https://bridge.example.org/'}");

        await sample.SayToBotAsync("page");

        var said = await sample.Host.Homeserver.Sent.WaitForAsync(
            "the link", sent => sent.Body?.StartsWith("https://bridge.example.org/enter?token=", StringComparison.Ordinal) == true, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.EndsWith("is for you alone.", said.Body, StringComparison.Ordinal);
    }
}
