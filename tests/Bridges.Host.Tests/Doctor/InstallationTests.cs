using Bridges.Host.Tests.Cli;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.Doctor;

/// <summary>One data directory, or one database, and two bridges.</summary>
public sealed class InstallationTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    private string Data => _consultation.Folder.Combine("data");

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task A_data_directory_that_another_bridge_uses_is_told_and_refused()
    {
        _consultation.Configure();
        Directory.CreateDirectory(Data);
        using var other = await HostLockFile.TakeAsync(Path.Combine(Data, ".data-directory"), "it", TestContext.Current.CancellationToken);

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFound("Another bridge uses it", "a data_directory of its own");
        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", _consultation.ConfigFile);
        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains($"Another Bridges host uses the data directory {Data}. Stop it first.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_bridge_for_another_homeserver_used_is_told_and_refused()
    {
        await UseAsync(server: "other.test");

        var visit = await Visit.PayAsync(_consultation.ConfigFile);

        visit.AssertFound("It is of the bridge @bridges:other.test, for another homeserver", "name another place in 'data_directory'");
        Assert.Contains("name another place in 'database'", visit.Output, StringComparison.Ordinal);
        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", _consultation.ConfigFile);
        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Contains("what 'database' names is of the bridge @bridges:other.test, and this one is @bridges:hs.test", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_bot_of_the_homeserver_used_is_told()
    {
        await UseAsync(bot: "testbridges");

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFound("It was last used by the bridge @testbridges:hs.test", "If the bot was renamed, start the bridge once.");
    }

    [Fact]
    public void What_a_full_disk_left_half_written_says_nothing()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, Installation.FileName), "@bridg");

        Assert.Null(Installation.OfFolder(Data));
    }

    /// <summary>Has a bridge of another name use the places of this one.</summary>
    private async Task UseAsync(string server = "hs.test", string bot = "bridges")
    {
        var other = _consultation.Configure().Value;
        other = other with { Homeserver = other.Homeserver with { ServerName = server }, Appservice = other.Appservice with { Bot = bot } };
        Directory.CreateDirectory(Data);
        await using var data = await HostData.OpenAsync(other, TimeSpan.Zero, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        await new Installation(other.ToCoreOptions().Bot, NullLogger<Installation>.Instance).ClaimAsync(data.Database, other, TestContext.Current.CancellationToken);
    }
}
