using System.Runtime.Versioning;
using System.Text.Json;
using Bridges.Core;
using Bridges.Host.Configuration;
using YamlDotNet.RepresentationModel;

namespace Bridges.Host.Tests.Cli;

public sealed class InitStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_that_the_compose_file_mounts_is_written()
    {
        var (exitCode, output, _) = await InitAsync("--server-name", "example.org", "--domain", "chat.example.org", "--admin", "@me:example.org");

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Contains("docker compose up -d", output, StringComparison.Ordinal);
        var services = (YamlMappingNode)Yaml("docker-compose.yml")["services"];
        var mounts = services.Children.Values.Cast<YamlMappingNode>()
            .SelectMany(service => (YamlSequenceNode)service["volumes"]).Select(volume => volume.ToString().Split(':')[0])
            .Where(path => path.StartsWith("./", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mounts);
        Assert.All(mounts, mount => Assert.True(Path.Exists(_folder.Combine(mount)), $"{mount} is missing."));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task The_compose_file_holds_no_secret_and_opens_the_ports_of_the_proxy_only()
    {
        await InitAsync("--server-name", "example.org");
        var environment = await File.ReadAllLinesAsync(_folder.Combine(".env"), TestContext.Current.CancellationToken);
        var compose = await File.ReadAllTextAsync(_folder.Combine("docker-compose.yml"), TestContext.Current.CancellationToken);

        var secrets = environment.Where(line => line.Contains("PASSWORD=", StringComparison.Ordinal)).Select(line => line.Split('=')[1]).ToList();
        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.True(secret.Length >= 32));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, compose, StringComparison.Ordinal));
        var open = ((YamlMappingNode)Yaml("docker-compose.yml")["services"]).Children
            .Where(service => ((YamlMappingNode)service.Value).Children.ContainsKey("ports")).Select(service => service.Key.ToString());
        Assert.Equal(["caddy"], open);
        foreach (var file in new[] { ".env", "stack/synapse/homeserver.yaml", "stack/synapse/signing.key", "stack/bridges/config.yaml" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Combine(file)));
        }
    }

    [Fact]
    public async Task Both_well_known_documents_lead_from_the_server_name_to_the_domain()
    {
        await InitAsync("--server-name", "example.org", "--domain", "chat.example.org");
        var caddy = await File.ReadAllTextAsync(_folder.Combine("stack/caddy/Caddyfile"), TestContext.Current.CancellationToken);
        var element = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.Combine("stack/element/config.json"), TestContext.Current.CancellationToken));

        Assert.Contains("""{"m.server":"chat.example.org:443"}""", caddy, StringComparison.Ordinal);
        Assert.Contains("""{"m.homeserver":{"base_url":"https://chat.example.org"}}""", caddy, StringComparison.Ordinal);
        Assert.Contains("\"https://chat.example.org/_bridges/networks/telegram\"", caddy, StringComparison.Ordinal);
        Assert.Contains("\nexample.org {", caddy, StringComparison.Ordinal);
        Assert.Contains("\nchat.example.org {", caddy, StringComparison.Ordinal);
        Assert.DoesNotContain("/_synapse/admin", caddy, StringComparison.Ordinal);
        Assert.Equal("example.org", element.RootElement.GetProperty("default_server_config").GetProperty("m.homeserver").GetProperty("server_name").GetString());
    }

    [Fact]
    public async Task Synapse_and_the_bridge_know_each_other()
    {
        await InitAsync("--server-name", "example.org", "--domain", "chat.example.org", "--admin", "@me:example.org");
        var homeserver = Yaml("stack/synapse/homeserver.yaml");
        var bridge = ConfigurationFile.Load(_folder.Combine("stack/bridges/config.yaml"), new Dictionary<string, string>()).Value;

        Assert.Equal("example.org", homeserver["server_name"].ToString());
        Assert.Equal("example.org", bridge.Homeserver.ServerName);
        Assert.Equal("http://synapse:8008/", bridge.Homeserver.Url.ToString());
        Assert.Equal(("https://chat.example.org/_bridges/page/", "https://chat.example.org/"), (bridge.Page.Url?.ToString(), bridge.Page.ClientUrl?.ToString()));
        Assert.Equal("*:29400", bridge.Appservice.Listen.ToString());
        Assert.Equal(PermissionLevel.Admin, bridge.Permissions["@me:example.org"]);
        Assert.All(
            ((YamlSequenceNode)homeserver["app_service_config_files"]).Select(file => Path.GetFileName(file.ToString())),
            file => Assert.True(File.Exists(_folder.Combine($"stack/bridges/registration/{file}"))));
    }

    [Fact]
    public async Task A_stack_that_is_there_is_left_as_it_is()
    {
        await InitAsync("--server-name", "example.org");
        var before = await File.ReadAllTextAsync(_folder.Combine(".env"), TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await InitAsync("--server-name", "example.net");

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Contains("left as it is", error, StringComparison.Ordinal);
        // Before anything is asked.
        Assert.Equal(ExitCode.Failure, (await InitAsync()).ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync(_folder.Combine(".env"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("example.org\nevil")]
    [InlineData("example.org:8448")]
    [InlineData("https://example.org")]
    public async Task A_name_that_is_no_host_name_is_refused(string name)
    {
        var (exitCode, _, error) = await InitAsync("--server-name", name);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains("--server-name", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Combine(".env")));
    }

    private Task<(int ExitCode, string Output, string Error)> InitAsync(params string[] arguments) =>
        Terminal.RunAsync(["init", "--stack", "--yes", "--output", _folder.Path, .. arguments]);

    private YamlMappingNode Yaml(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(_folder.Combine(file))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
