using Bridges.Core;
using Bridges.Host.Configuration;

namespace Bridges.Host.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void What_is_not_written_has_its_default()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid);

        Assert.Equal("127.0.0.1:29400", configuration.Appservice.Listen.ToString());
        Assert.Equal("http://127.0.0.1:29400/", configuration.Appservice.ReachableUrl.ToString());
        Assert.Equal("_bridges_", configuration.Appservice.GhostPrefix);
        Assert.True(configuration.DoublePuppet.Enabled);
        Assert.Equal(7, configuration.Journal.KeepDoneDays);
        Assert.Empty(configuration.Networks);
    }

    [Fact]
    public void Relative_paths_count_from_the_folder_of_the_file()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid + "data_directory: state\nsecrets: {key_file: ../secret.key}\n");

        Assert.Equal("/etc/bridges/state", configuration.DataDirectory);
        Assert.Equal("/etc/secret.key", configuration.Secrets.KeyFile);
        Assert.Equal("sqlite:/etc/bridges/bridges.db", configuration.Database.Reveal());
    }

    [Fact]
    public void A_mistyped_key_is_told_with_its_line_and_the_nearest_name()
    {
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid + "logging:\n  levle: debug\n");

        Assert.Equal(["config.yaml:10: logging.levle: there is no such key. Did you mean 'level'?"], problems);
    }

    [Fact]
    public void A_key_like_no_other_is_told_with_the_keys_that_there_are()
    {
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid + "logging:\n  colour: red\n");

        Assert.Equal(["config.yaml:10: logging.colour: there is no such key. Keys here: format, level."], problems);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = ConfigurationText.ProblemsOf("""
            homeserver:
              url: ftp://example.org
            appservice:
              listen: nowhere
              as_token: short
              hs_token: hs-token-for-tests-1234
            metrics: {enabled: perhaps}
            netwroks: {}
            """);

        Assert.Contains("config.yaml:2: homeserver.url: must begin with http:// or https://.", problems);
        Assert.Contains("config.yaml:2: homeserver.server_name: is missing.", problems);
        Assert.Contains(problems, problem => problem.StartsWith("config.yaml:4: appservice.listen: must be an address with a port", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("config.yaml:5: appservice.as_token: must have at least 16", StringComparison.Ordinal));
        Assert.Contains("config.yaml:7: metrics.enabled: must be true or false.", problems);
        Assert.Contains("config.yaml:8: netwroks: there is no such key. Did you mean 'networks'?", problems);
        Assert.Contains(problems, problem => problem.Contains("double_puppet.as_token: is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_enumeration_value_is_told_with_the_right_ones()
    {
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid + "permissions:\n  \"*\": everyone\n");

        Assert.Equal(["config.yaml:10: permissions.*: must be one of: blocked, relay, user, admin."], problems);
    }

    [Fact]
    public void Permissions_name_everyone_servers_and_users()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid + "permissions: {\"*\": relay, example.org: user, \"@admin:example.org\": admin}\n");

        Assert.Equal(PermissionLevel.Relay, configuration.Permissions["*"]);
        Assert.Equal(PermissionLevel.User, configuration.Permissions["example.org"]);
        Assert.Equal(PermissionLevel.Admin, configuration.Permissions["@admin:example.org"]);
    }

    [Fact]
    public void A_network_keeps_its_own_keys_for_its_module()
    {
        var network = ConfigurationText.Read(ConfigurationText.Valid + "networks:\n  telegram:\n    enabled: false\n    api_id: 12\n").Networks["telegram"];

        Assert.False(network.Enabled);
        Assert.Equal(["api_id"], network.Options.Entries.Select(entry => entry.Key));
    }

    [Fact]
    public void A_network_with_nothing_below_it_is_enabled()
    {
        Assert.True(ConfigurationText.Read(ConfigurationText.Valid + "networks:\n  telegram:\n").Networks["telegram"].Enabled);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_what_to_do()
    {
        var exception = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Load("/nowhere/config.yaml", new Dictionary<string, string>()));

        Assert.Contains("bridges init", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_errors_nor_the_configuration_print_a_secret()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid + "database: postgres://bridges:hunter2@localhost/bridges\n");
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid.Replace("as-token-for-tests-1234", "päss-token-for-tests", StringComparison.Ordinal));

        Assert.DoesNotContain("hunter2", configuration.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-for-tests", configuration.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-for-tests", string.Join('\n', problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:29400", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("*:80", true)]
    [InlineData("localhost:1", true)]
    [InlineData("::1:80", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1:0", false)]
    [InlineData("127.0.0.1:65536", false)]
    [InlineData("example.org:80", false)]
    [InlineData("", false)]
    public void Listen_takes_an_address_and_a_port(string text, bool isTaken)
    {
        var address = ListenAddress.TryParse(text);

        Assert.Equal(isTaken, address is not null);
        Assert.True(address is null || address.ToString() == text);
    }

    [Theory]
    [InlineData("postgres://host/%00")]
    [InlineData("postgres://host/")]
    [InlineData("postgres://host/name?sslmode=perhaps")]
    public void A_database_s_address_that_cannot_be_read_is_told_before_anything_starts(string address)
    {
        var problem = Assert.Single(ConfigurationText.ProblemsOf($"{ConfigurationText.Valid}database: \"{address}\"\n"));

        Assert.Contains("database: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_a_character_that_does_not_exist_is_told() =>
        Assert.Contains("behind a backslash", Assert.Single(ConfigurationText.ProblemsOf("homeserver: \"\\UFFFFFFFF\"")), StringComparison.Ordinal);
}
