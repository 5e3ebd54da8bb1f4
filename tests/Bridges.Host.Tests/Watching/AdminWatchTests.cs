using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.Host.Watching;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public async Task What_admins_were_told_is_kept_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new DatabaseOptions(DatabaseKind.Sqlite, folder.Combine("test.db"));
        await using (var database = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
        {
            Assert.Empty(await new SaidProblems(database).ReadAsync(TestContext.Current.CancellationToken));
            await new SaidProblems(database).KeepAsync(new Dictionary<string, string> { ["doctor disk"] = "The disk is full." }, TestContext.Current.CancellationToken);
        }

        await using var again = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Assert.Equal("The disk is full.", (await new SaidProblems(again).ReadAsync(TestContext.Current.CancellationToken))["doctor disk"]);

        await again.WriteAsync([SettingTable.Set("admin-watch", "{broken")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(await new SaidProblems(again).ReadAsync(TestContext.Current.CancellationToken));
    }
}
