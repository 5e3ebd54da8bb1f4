using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Tests.Doctor;
using Bridges.Matrix;

namespace Bridges.Host.Tests.Cli;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_it_writes_is_a_valid_configuration()
    {
        var (exitCode, output, _) = await InitAsync("--admin", "@you:example.org", "--bridge-url", "http://bridges:29500");
        var configuration = Load();

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Equal("example.org", configuration.Homeserver.ServerName);
        Assert.Equal(PermissionLevel.Admin, configuration.Permissions["@you:example.org"]);
        Assert.Equal(PermissionLevel.User, configuration.Permissions["example.org"]);
        Assert.Equal("*:29500", configuration.Appservice.Listen.ToString());
        Assert.True(configuration.DoublePuppet.Enabled);
        Assert.True(File.Exists(configuration.Secrets.KeyFile));
        Assert.Contains("app_service_config_files:", output, StringComparison.Ordinal);
        Assert.Contains("!admin appservices register", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://bridges:29500", "*:29500")]
    [InlineData("http://127.0.0.1:29500", "127.0.0.1:29500")]
    [InlineData("http://[::1]:29500", "[::1]:29500")]
    [InlineData("https://bridges.example.org", "127.0.0.1:29400")]
    public async Task It_listens_where_the_homeserver_is_to_reach_it(string url, string listen)
    {
        await InitAsync("--bridge-url", url);

        Assert.Equal(listen, Load().Appservice.Listen.ToString());
    }

    [Theory]
    [InlineData("you")]
    [InlineData("@you")]
    [InlineData("you:example.org")]
    [InlineData(" @you:example.org ")]
    public async Task An_admin_s_name_becomes_a_user_id_and_never_a_server_s(string typed)
    {
        await InitAsync("--admin", typed);

        Assert.Equal("@you:example.org", Assert.Single(Load().Permissions, entry => entry.Value == PermissionLevel.Admin).Key);
    }

    [Fact]
    public async Task An_address_in_the_place_of_the_server_s_name_is_one_error()
    {
        var (exitCode, _, error) = await Terminal.RunAsync("init", "--yes", "--output", _folder.Path, "--server-name", "https://example.org");

        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Matches(@"\A[^\n]*homeserver\.server_name: must be a server name such as example\.org[^\n]*\n?\z", error);
    }

    [Fact]
    public async Task The_homeserver_is_asked_for_its_name()
    {
        await using var homeserver = await ScriptedHomeserver.StartAsync();
        homeserver.Answer("/_matrix/key/v2/server", 200, """{"server_name":"hs.test"}""");

        await Terminal.RunAsync("init", "--yes", "--output", _folder.Path, "--homeserver-url", homeserver.Url.ToString());

        Assert.Equal("hs.test", Load().Homeserver.ServerName);
    }

    [Fact]
    public async Task A_database_s_password_need_not_stand_on_the_command_line()
    {
        var (exitCode, _, _) = await InitAsync("--database", $"@{_folder.Write("database.txt", "postgres://bridges:hidden@db/bridges\n")}");

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Contains("postgres://bridges:hidden@db/bridges", await File.ReadAllTextAsync(_folder.Combine("config.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Terminal.RunAsync(
            "init", "--yes", "--output", _folder.Combine("other"), "--server-name", "example.org", "--database", $"@{_folder.Combine("none")}")).ExitCode);
    }

    [Fact]
    public async Task Every_key_that_there_is_stands_in_the_file()
    {
        await InitAsync();
        var text = await File.ReadAllTextAsync(_folder.Combine("config.yaml"), TestContext.Current.CancellationToken);

        foreach (var (key, property) in OptionProperties.Of(typeof(BridgesConfiguration)))
        {
            Assert.Contains($"{key}:", text, StringComparison.Ordinal);
            foreach (var inner in property.PropertyType.Namespace == typeof(BridgesConfiguration).Namespace ? OptionProperties.Of(property.PropertyType).Keys : [])
            {
                Assert.Contains($"  {inner}:", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_registrations_agree_with_the_configuration()
    {
        await InitAsync();
        var configuration = Load();
        var main = RegistrationYaml.Read(await ReadAsync("registration/bridges.yaml"));
        var companion = RegistrationYaml.Read(await ReadAsync("registration/bridges-double-puppet.yaml"));

        Assert.Equal(configuration.Appservice.AsToken.Reveal(), main.AsToken);
        Assert.Contains(new RegistrationNamespace(@"^@_bridges_.*:example\.org$", Exclusive: true), main.Users);
        Assert.True(main.ReceiveEphemeral);
        Assert.Equal(configuration.DoublePuppet.AsToken?.Reveal(), companion.AsToken);
        Assert.Null(companion.Url);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_can_read_what_it_writes()
    {
        await InitAsync();

        foreach (var file in new[] { "config.yaml", "bridges.key", "registration/bridges.yaml", "registration/bridges-double-puppet.yaml" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Combine(file)));
        }
    }

    [Fact]
    public async Task It_prints_no_secret()
    {
        var (_, output, error) = await InitAsync();
        var configuration = Load();

        Assert.DoesNotContain(configuration.Appservice.AsToken.Reveal(), output + error, StringComparison.Ordinal);
        Assert.DoesNotContain(configuration.Appservice.HsToken.Reveal(), output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_configuration_is_left_alone()
    {
        await InitAsync();
        var before = await ReadAsync("config.yaml");

        var (exitCode, _, error) = await InitAsync();

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Contains("exists and is left as it is", error, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync("config.yaml"));
    }

    [Fact]
    public async Task Nothing_is_asked_where_a_configuration_is_there()
    {
        await InitAsync();

        var (exitCode, _, error) = await Terminal.RunAsync("init", "--yes", "--output", _folder.Path);

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Contains("exists and is left as it is", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Networks_are_enabled_by_taking_the_marks_away()
    {
        await InitAsync();
        _folder.Write("config.yaml", (await ReadAsync("config.yaml"))
            .Replace("\n  # telegram:\n  #   # From", "\n  telegram:\n    # From", StringComparison.Ordinal)
            .Replace("\n  #   api_", "\n    api_", StringComparison.Ordinal)
            .Replace("\n  # whatsapp:", "\n  whatsapp:", StringComparison.Ordinal)
            .Replace("\n  # signal:", "\n  signal:", StringComparison.Ordinal));

        Assert.Equal(["signal", "telegram", "whatsapp"], Load().Networks.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("whatsapp, Signal", new[] { "signal", "whatsapp" }, "  bridges doctor --config", "Then:")]
    [InlineData("all", new[] { "signal", "whatsapp" }, "Telegram waits for its api_id and api_hash: log in at https://my.telegram.org/apps", "Then:")]
    [InlineData("none", new string[0], "Then enable networks in config.yaml", "Then enable")]
    public async Task Networks_can_be_enabled_from_the_start(string names, string[] enabled, string told, string step)
    {
        var (exitCode, output, _) = await InitAsync("--networks", names);

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Equal(enabled, Load().Networks.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains(step, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telegram_with_its_application_needs_nothing_more()
    {
        const string Hash = "0123456789abcdef0123456789abcdef";
        var (_, output, _) = await InitAsync("--networks", "telegram", "--telegram-api-id", "1234567", "--telegram-api-hash", $"@{_folder.Write("hash.txt", Hash + "\n")}");

        Assert.Equal("telegram", Assert.Single(Load().Networks).Key);
        Assert.Contains($"\n  telegram:\n    # From https://my.telegram.org/apps\n    api_id: 1234567\n    api_hash: '{Hash}'\n  # whatsapp", await ReadAsync("config.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(Hash, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--networks", "whatsap", "there is no network 'whatsap'. Did you mean 'whatsapp'?")]
    [InlineData("--telegram-api-id", "abc", "--telegram-api-id: an api_id is a number")]
    [InlineData("--telegram-api-hash", "abc", "--telegram-api-hash: an api_hash has 32 characters")]
    public async Task A_wrong_network_writes_nothing(string option, string value, string problem)
    {
        string[] more = option == "--networks" ? [] : option == "--telegram-api-id" ? ["--networks", "telegram"] : ["--networks", "telegram", "--telegram-api-id", "1"];
        var (exitCode, _, error) = await InitAsync([.. more, option, value]);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_wrong_answer_writes_nothing()
    {
        var (exitCode, _, error) = await Terminal.RunAsync("init", "--yes", "--output", _folder.Path, "--server-name", "not a name");

        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Contains("homeserver.server_name: must be a server name", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private Task<(int ExitCode, string Output, string Error)> InitAsync(params string[] more) =>
        Terminal.RunAsync(["init", "--yes", "--output", _folder.Path, "--server-name", "example.org", .. more]);

    private BridgesConfiguration Load() =>
        ConfigurationFile.Load(_folder.Combine("config.yaml"), new Dictionary<string, string>()).Value;

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_folder.Combine(name), TestContext.Current.CancellationToken);
}
