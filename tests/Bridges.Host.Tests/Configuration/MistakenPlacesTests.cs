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

    [Theory]
    [InlineData("", "config.yaml: holds nothing.")]
    [InlineData("# nothing\n", "config.yaml: holds nothing.")]
    [InlineData("homeserver:\n  address: http://localhost:8008\n  domain: hs.test\nappservice:\n  address: http://localhost:29318\nbridge: {}\n", "is the configuration of a mautrix bridge")]
    [InlineData("id: bridges\nas_token: a\nhs_token: b\nsender_localpart: c\n", "is a registration, which the homeserver is given")]
    [InlineData("homeserver:\n\u00a0\u00a0url: http://127.0.0.1\n", "config.yaml:2: is not valid YAML: a blank at the beginning of the line is another character")]
    public void A_file_that_is_none_of_ours_is_one_error(string text, string problem)
    {
        AssertProblem(text, problem);
    }

    [Theory]
    [InlineData("networks: {WhatsApp: {}}", "networks.WhatsApp: a network's name has lower-case letters and digits only. Write 'whatsapp'.")]
    [InlineData("logging: {level: '${LEVEL}'}", "logging.level: variables are not filled in here. Leave the key out and set BRIDGES_LOGGING__LEVEL in the environment")]
    [InlineData("database: $DATABASE", "database: variables are not filled in here")]
    [InlineData("database: sqlite:~/bridges.db", "database: is not a path as it is: '~' and variables are the shell's")]
    [InlineData("data_directory: ~/data", "data_directory: is not a path as it is")]
    [InlineData("modules_directory: $HOME/modules", "modules_directory: is not a path as it is")]
    [InlineData("secrets: {key_file: '${HOME}/key'}", "secrets.key_file: is not a path as it is")]
    public void What_was_meant_is_told(string line, string problem) => AssertProblem(ConfigurationText.Valid + line + "\n", problem);

    [Theory]
    [InlineData("*:hs.test", "Write 'hs.test'.")]
    [InlineData("https://hs.test/", "Write 'hs.test'.")]
    [InlineData("@*:hs.test", "Write 'hs.test'.")]
    [InlineData("@.*:hs.test", "Write 'hs.test'.")]
    [InlineData("@team-*:hs.test", "or a user id such as")]
    public void A_permission_s_key_that_is_none_is_told_with_what_was_meant(string key, string suggestion) =>
        AssertProblem(ConfigurationText.Valid + $"permissions: {{\"{key}\": user}}\n", suggestion);

    private static void AssertProblem(string text, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse(text, "/x/config.yaml", new Dictionary<string, string>()));

        Assert.Contains(problem, Assert.Single(exception.Problems).ToString(), StringComparison.Ordinal);
    }
}
