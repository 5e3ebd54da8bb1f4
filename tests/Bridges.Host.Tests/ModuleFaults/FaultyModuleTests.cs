using Bridges.Host.Configuration;
using Bridges.Host.Modules;
using Bridges.Host.Tests.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.ModuleFaults;

/// <summary>Two modules from disk in one host: whatever the one does, the other works, and the host tells which is broken and stops.</summary>
public sealed class FaultyModuleTests
{
    [Theory]
    [InlineData("options", "sample2: is not loaded")]
    [InlineData("create", "sample2: is not loaded")]
    [InlineData("start", "Sample 2: could not be started")]
    [InlineData("health", "Sample 2: The sample was asked to be unwell.")]
    [InlineData("asked_for_health", "Sample 2: does not tell how it stands")]
    public async Task Module_that_fails_is_named_and_the_other_works(string fault, string status)
    {
        await using var host = await StartAsync($"{{fault: {fault}}}");

        await host.SampleWorksAsync();

        await host.StatusSaysAsync("Sample: works");
        await host.StatusSaysAsync(status);
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample\"} 1");
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample2\"} 0");
        await host.StopsInTimeAsync();
    }

    [Fact]
    public async Task Module_whose_constructor_fails_is_named_and_the_other_works()
    {
        var modules = new InstalledFolders();
        await File.WriteAllTextAsync(Path.Combine(modules.Add("Bridges.SampleModule", "sample2"), "throws-at-load"), "", TestContext.Current.CancellationToken);
        await using var host = await HostWithModules.StartAsync(modules, "  sample2:");

        await host.SampleWorksAsync();

        await host.StatusSaysAsync("sample2: is not loaded");
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample2\"} 0");
    }

    [Theory]
    [InlineData("start", "Sample 2: has not finished its start")]
    [InlineData("asked_for_health", "Sample 2: does not tell how it stands")]
    public async Task Module_that_hangs_is_named_and_the_other_works(string fault, string status)
    {
        await using var host = await StartAsync($"{{fault: {fault}, hangs: true}}");

        await host.SampleWorksAsync();

        await host.StatusSaysAsync(status);
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample\"} 1");
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample2\"} 0");
        await host.StopsInTimeAsync();
    }

    [Theory]
    [InlineData("account", "false", "You are logged in to Sample 2")]
    [InlineData("account_start", "false", "You are logged in to Sample 2")]
    [InlineData("send", "false", "You are logged in to Sample 2")]
    [InlineData("dispose", "false", "You are logged in to Sample 2")]
    [InlineData("send", "true", "You are logged in to Sample 2")]
    [InlineData("dispose", "true", "You are logged in to Sample 2")]
    public async Task Account_that_fails_disturbs_neither_the_other_module_nor_the_stop(string fault, string hangs, string answer)
    {
        await using var host = await StartAsync($"{{fault: {fault}, hangs: {hangs}, chats: 1, messages_in_each: 1}}");
        var talk = await host.LogInAsync("sample2", answer);
        if (fault == "send")
        {
            var room = (await host.WaitForAsync("the first message", sent => sent.Body == "message 1" && sent.Sender == "@_bridges_sample2_friend-1:hs.test")).RoomId;
            await host.SendAsync(room, "never arrives");
        }

        await host.SampleWorksAsync();

        await host.AskAsync(talk, "help", "I bridge");
        await host.StopsInTimeAsync();
    }

    [Fact]
    public async Task Account_that_hangs_at_its_start_holds_up_the_room_of_its_login_only()
    {
        await using var host = await StartAsync("{fault: account_start, hangs: true}");
        var talk = host.Homeserver.AddRoom(host.Alice, host.Homeserver.BotUserId).Id;
        await host.AskAsync(talk, "login sample2", "Who are you?");
        await host.SendAsync(talk, "alice");

        await host.SampleWorksAsync();

        await host.StopsInTimeAsync();
    }

    [Fact]
    public void Module_that_hangs_while_it_is_created_is_given_up_and_the_other_is_loaded()
    {
        using var modules = new InstalledFolders();
        modules.Add("Bridges.SampleModule", "sample");
        modules.Add("Bridges.SampleModule", "sample2");
        var configuration = ConfigurationFile.Parse(
            $"{ConfigurationText.Valid}modules_directory: {modules.Directory}\nnetworks:\n  sample2: {{fault: create, hangs: true}}\n  sample:\n",
            Path.Combine(modules.Directory, "config.yaml"), new Dictionary<string, string>());

        var loaded = new ModuleLoader(configuration, NullLoggerFactory.Instance, TimeProvider.System) { Patience = TimeSpan.FromSeconds(12) }.LoadEnabled();

        Assert.Equal("sample", Assert.Single(loaded.Loaded).Description.Id.Value);
        Assert.Equal("The module did not return within 12 s while it was created.", Assert.Single(loaded.Failures).Problem);
    }

    private static async Task<HostWithModules> StartAsync(string options)
    {
        var modules = new InstalledFolders();
        modules.Add("Bridges.SampleModule", "sample2");
        return await HostWithModules.StartAsync(modules, $"  sample2: {options}");
    }
}
