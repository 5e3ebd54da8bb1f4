namespace Bridges.Host.Tests.Configuration;

public sealed class EnvironmentTests
{
    [Fact]
    public void A_variable_overrides_the_file()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid, ("BRIDGES_HOMESERVER__URL", "https://matrix.example.org"));

        Assert.Equal("https://matrix.example.org/", configuration.Homeserver.Url.ToString());
    }

    [Fact]
    public void A_configuration_may_come_from_variables_alone()
    {
        var configuration = ConfigurationText.Read(
            "",
            ("BRIDGES_HOMESERVER__URL", "http://localhost:8008"),
            ("BRIDGES_HOMESERVER__SERVER_NAME", "example.org"),
            ("BRIDGES_APPSERVICE__AS_TOKEN", "as-token-for-tests-1234"),
            ("BRIDGES_APPSERVICE__HS_TOKEN", "hs-token-for-tests-1234"),
            ("BRIDGES_DOUBLE_PUPPET__ENABLED", "false"),
            ("BRIDGES_DATABASE", "postgres://localhost/bridges"));

        Assert.Equal("example.org", configuration.Homeserver.ServerName);
        Assert.Equal("postgres://localhost/bridges", configuration.Database.Reveal());
    }

    [Fact]
    public void A_variable_that_ends_in_FILE_names_a_file_with_the_value()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("token", "as-token-from-a-file-99\n");

        var configuration = ConfigurationText.Read(ConfigurationText.Valid, ("BRIDGES_APPSERVICE__AS_TOKEN_FILE", file));

        Assert.Equal("as-token-from-a-file-99", configuration.Appservice.AsToken.Reveal());
    }

    [Fact]
    public void A_key_that_ends_in_file_itself_is_no_indirection()
    {
        var configuration = ConfigurationText.Read(ConfigurationText.Valid, ("BRIDGES_SECRETS__KEY_FILE", "/run/secrets/key"));

        Assert.Equal("/run/secrets/key", configuration.Secrets.KeyFile);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_by_the_variable()
    {
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid, ("BRIDGES_APPSERVICE__AS_TOKEN_FILE", "/nowhere/token"));

        Assert.Equal(["$BRIDGES_APPSERVICE__AS_TOKEN_FILE: appservice.as_token_file: there is no such file."], problems);
    }

    [Fact]
    public void Giving_a_value_and_a_file_for_it_is_told()
    {
        using var folder = new TemporaryFolder();

        var problems = ConfigurationText.ProblemsOf(
            ConfigurationText.Valid,
            ("BRIDGES_APPSERVICE__AS_TOKEN", "as-token-for-tests-5678"),
            ("BRIDGES_APPSERVICE__AS_TOKEN_FILE", folder.Write("token", "as-token-from-a-file-99")));

        Assert.Contains("is given twice", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_variable_is_told_by_its_name()
    {
        var problems = ConfigurationText.ProblemsOf(ConfigurationText.Valid, ("BRIDGES_LOGING__LEVEL", "debug"));

        Assert.Equal(["$BRIDGES_LOGING__LEVEL: loging: there is no such key. Did you mean 'logging'?"], problems);
    }

    [Theory]
    [InlineData("BRIDGES_HOMESERVER_URL", "BRIDGES_HOMESERVER__URL")]
    [InlineData("BRIDGES_DOUBLE_PUPPET_AS_TOKEN_FILE", "BRIDGES_DOUBLE_PUPPET__AS_TOKEN_FILE")]
    public void One_underscore_where_two_belong_is_told_with_the_right_name(string variable, string right)
    {
        var problem = Assert.Single(ConfigurationText.ProblemsOf(ConfigurationText.Valid, (variable, "https://matrix.example.org")));

        Assert.Equal($"${variable}: two underscores stand between a section and its key: write {right}.", problem);
    }

    [Fact]
    public void Variables_that_a_container_platform_sets_on_its_own_do_not_matter()
    {
        ConfigurationText.Read(ConfigurationText.Valid, ("BRIDGES_PORT", "tcp://10.0.0.1:80"), ("BRIDGES_SERVICE_HOST", "10.0.0.1"), ("BRIDGES_PAGE_PORT", "tcp://10.0.0.2:80"), ("BRIDGES_NETWORKS_TELEGRAM", "1"), ("BRIDGES_DATABASE", ""));
    }
}
