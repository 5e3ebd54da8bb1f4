using System.Net;
using System.Net.Http.Headers;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Cli;

public sealed class AdministrationCommandsTests
{
    [Fact]
    public async Task A_stopped_host_is_looked_at_in_its_database()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        await host.StopAsync();

        Assert.Equal((ExitCode.Success, "There are no accounts."), await RunAsync(host, "accounts", "list"));
        Assert.Equal((ExitCode.Success, "There are none."), await RunAsync(host, "dead-letters", "list"));
        Assert.Equal((ExitCode.Success, "0 brought back."), await RunAsync(host, "dead-letters", "retry", "all"));
        Assert.Equal((ExitCode.Failure, "There is no dead letter 7. 'bridges dead-letters list' shows those that there are."), await RunAsync(host, "dead-letters", "drop", "7"));
        Assert.StartsWith("The bridge does not run", (await RunAsync(host, "accounts", "logout", "sample", "anna")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accounts list")]
    [InlineData("backup saved.tar.gz")]
    [InlineData("db copy --to sqlite:saved.db")]
    [InlineData("uninstall --dry-run")]
    public async Task A_host_that_never_ran_has_nothing_and_is_left_so(string command)
    {
        await using var host = await RunningHost.PrepareAsync();
        var before = Directory.GetFileSystemEntries(host.Folder.Path);

        var (exitCode, text) = await RunAsync(host, command.Replace("saved", host.Folder.Combine("saved"), StringComparison.Ordinal).Split(' '));

        Assert.Equal(ExitCode.Database, exitCode);
        Assert.StartsWith("The bridge never ran with this configuration", text, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(host.Folder.Path));
    }

    [Fact]
    public async Task A_running_host_is_asked()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();

        Assert.Equal((ExitCode.Success, "There are no accounts."), await RunAsync(host, "accounts", "list"));
        Assert.Equal((ExitCode.Success, "There are none."), await RunAsync(host, "dead-letters", "list"));
        Assert.Equal((ExitCode.Success, "0 brought back."), await RunAsync(host, "dead-letters", "retry", "all"));
        Assert.Equal(ExitCode.Failure, (await RunAsync(host, "dead-letters", "drop", "7")).ExitCode);
        Assert.StartsWith("There is no account anna on sample", (await RunAsync(host, "accounts", "logout", "sample", "anna")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_how_everything_stands_and_how_much_is_kept()
    {
        await using var host = await RunningHost.PrepareAsync("networks: {nothere: }");
        var engine = Directory.CreateDirectory(host.Folder.Combine("data/nothere/session")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(engine, "keys"), new byte[3 * 1024], TestContext.Current.CancellationToken);
        host.Start();
        await host.WaitUntilReadyAsync();

        var (_, running) = await RunAsync(host, "status");
        var (_, json) = await RunAsync(host, "status", "--json");
        await host.StopAsync();
        var (exitCode, stopped) = await RunAsync(host, "status");

        Assert.Contains("messages:        0 waiting, 0 given up", running, StringComparison.Ordinal);
        Assert.Matches("database [0-9]+ KiB", running);
        Assert.Contains("engine of nothere 3 KiB", running, StringComparison.Ordinal);
        Assert.Contains("\"engine of nothere\",\"bytes\":3072", json, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, exitCode);
        Assert.StartsWith("The bridge does not run.", stopped, StringComparison.Ordinal);
        Assert.Contains("media cache 0 bytes", stopped, StringComparison.Ordinal);
        Assert.Contains("engine of nothere 3 KiB", stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_running_host_does_not_take_is_told_in_its_words()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();

        Assert.Equal((ExitCode.Usage, "The running bridge does not take that: 'user' is no user id."), await RunAsync(host, "page", "--user", "nobody"));
    }

    [Fact]
    public async Task Nobody_else_may_ask_it()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Hs);

        using var answer = await host.Client.GetAsync("_bridges/admin/v1/accounts", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(RunningHost host, params string[] arguments)
    {
        var (exitCode, output, error) = await Terminal.RunAsync([.. arguments, "--config", host.ConfigurationFile]);
        return (exitCode, (output + error).Trim());
    }
}
