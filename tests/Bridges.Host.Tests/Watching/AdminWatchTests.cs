using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;

namespace Bridges.Host.Tests.Watching;

public sealed class AdminWatchTests
{
    [Fact]
    public async Task An_admin_is_told_on_Matrix_of_a_network_that_does_not_work()
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{fault: health}}");
        var text = await File.ReadAllTextAsync(host.ConfigurationFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(host.ConfigurationFile, text.Replace("\"*\": user", "\"@root:hs.test\": admin", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        host.Homeserver.AddUser("root");
        host.Timing = new HostTiming { WatchPause = TimeSpan.FromMilliseconds(50), ProblemPatience = TimeSpan.Zero };
        host.Start();

        var said = await host.Homeserver.Sent.WaitForAsync(
            "the notice", sent => sent.Body?.Contains("was asked to be unwell.", StringComparison.Ordinal) == true, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(host.Homeserver.BotUserId, said.Sender);
        Assert.StartsWith("⚠ Sample does not work:", said.Body, StringComparison.Ordinal);
    }
}
