using System.Runtime.Versioning;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;
using Bridges.Storage;

namespace Bridges.Host.Tests.BadDays;

/// <summary>Files of the host that others on the machine could read, change or prepare.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("config.yaml")]
    [InlineData("bridges.key")]
    public async Task What_everybody_can_change_is_not_run_with(string name)
    {
        await using var host = await RunningHost.PrepareAsync();
        SecretBox.FromKeyFile(host.Folder.Combine("bridges.key"));
        var file = host.Folder.Combine(name);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);

        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", host.ConfigurationFile);

        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Contains($"Everybody on this machine can change {file}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_and_the_key_are_for_their_owner_only_even_where_they_were_open_or_prepared_before()
    {
        await using var host = await RunningHost.PrepareAsync();
        var lockFile = host.Folder.Write("bridges.db.lock", "");
        var prepared = host.Folder.Write("bridges.key.new", "somebody else's");
        File.SetUnixFileMode(lockFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        host.Start();
        await host.WaitUntilReadyAsync();

        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Own, File.GetUnixFileMode(lockFile));
        Assert.Equal(Own, File.GetUnixFileMode(host.Folder.Combine("bridges.key")));
        Assert.Equal("somebody else's", await File.ReadAllTextAsync(prepared, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(host.Folder.Path, "bridges.key*.new"));
    }
}
