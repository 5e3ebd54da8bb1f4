using Bridges.Host.Configuration;
using Bridges.Host.Tests.Cli;

namespace Bridges.Host.Tests.Configuration;

/// <summary>What was given in the wrong place.</summary>
public sealed class MistakenPlacesTests
{
    [Fact]
    public async Task A_folder_is_no_configuration()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", folder.Path);

        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Contains($"is a folder. Name the file in it: --config {folder.Combine("config.yaml")}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_outside_of_networks_is_sent_there()
    {
        var exception = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse(
            ConfigurationText.Valid + "telegram:\n  api_id: 1\n", "/x/config.yaml", new Dictionary<string, string>()));

        Assert.Contains("write it below 'networks:', one level deeper", exception.Message, StringComparison.Ordinal);
    }
}
