using System.Runtime.Versioning;

namespace Bridges.Host.Tests.Cli;

public sealed class RegistrationCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Config => _folder.Combine("config.yaml");

    private string Main => _folder.Combine("registration/bridges.yaml");

    private string Companion => _folder.Combine("registration/bridges-double-puppet.yaml");

    public async ValueTask InitializeAsync() => await Terminal.RunAsync("init", "--yes", "--output", _folder.Path, "--server-name", "example.org");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Documents_made_anew_are_the_same()
    {
        var (main, companion) = (await ReadAsync(Main), await ReadAsync(Companion));
        File.Delete(Main);

        var (exitCode, _, _) = await Terminal.RunAsync("registration", "--config", Config);

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Equal((main, companion), (await ReadAsync(Main), await ReadAsync(Companion)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Documents_keep_the_rights_that_they_were_given()
    {
        const UnixFileMode ForTheHomeserverToo = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(Main, ForTheHomeserverToo);

        await Terminal.RunAsync("registration", "--config", Config);

        Assert.Equal(ForTheHomeserverToo, File.GetUnixFileMode(Main));
    }

    [Fact]
    public async Task A_document_that_agrees_passes()
    {
        Assert.Equal(ExitCode.Success, (await Terminal.RunAsync("registration", "--check", Main, "--config", Config)).ExitCode);
        Assert.Equal(ExitCode.Success, (await Terminal.RunAsync("registration", "--check", Companion, "--config", Config)).ExitCode);
    }

    [Theory]
    [InlineData("url: 'http", "url: 'https", "url is https://127.0.0.1:29400/")]
    [InlineData("receive_ephemeral: true", "receive_ephemeral: false", "receive_ephemeral is off")]
    [InlineData("as_token: '", "as_token: 'x", "as_token differs from appservice.as_token")]
    [InlineData("hs_token: '", "hs_token: 'x", "hs_token differs from appservice.hs_token")]
    [InlineData("@_bridges_", "@_bridge_", @"namespaces.users lacks the exclusive entry ^@_bridges_.*:example\.org$")]
    [InlineData("sender_localpart: '_bridges_service'", "sender_localpart: 'bridges'", "sender_localpart is 'bridges' and is to be '_bridges_service'")]
    [InlineData("rate_limited: false", "rate_limited: true", "rate_limited is on")]
    public async Task A_difference_is_told(string from, string to, string difference)
    {
        var text = (await ReadAsync(Main)).Replace(from, to, StringComparison.Ordinal).Replace("de.sorunome.msc2409.push_ephemeral: true", "", StringComparison.Ordinal);
        var changed = _folder.Write("changed.yaml", text);

        var (exitCode, output, _) = await Terminal.RunAsync("registration", "--check", changed, "--config", Config);

        Assert.Equal(ExitCode.ProblemsFound, exitCode);
        Assert.Contains(difference, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_companion_that_claims_everybody_for_itself_is_told()
    {
        var changed = _folder.Write("changed.yaml", (await ReadAsync(Companion)).Replace("exclusive: false", "exclusive: true", StringComparison.Ordinal));

        var (_, output, _) = await Terminal.RunAsync("registration", "--check", changed, "--config", Config);

        Assert.Contains("nobody could register any more", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_registration_is_told()
    {
        var (exitCode, _, error) = await Terminal.RunAsync("registration", "--check", _folder.Write("x.yaml", "- no"), "--config", Config);

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Contains("A registration is", error, StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
