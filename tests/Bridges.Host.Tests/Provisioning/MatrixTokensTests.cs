using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bridges.Host.Configuration;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds;
using Bridges.TestBeds.Synapse;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>Tokens that a real Synapse gave.</summary>
public sealed class MatrixTokensTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_show_their_own_tokens_and_nobody_shows_another_s()
    {
        using var folder = new TemporaryFolder();
        using var modules = new InstalledModules().Install();
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = "hs.test" }, Cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "secret", Cancellation);
        await using var mallory = await synapse.RegisterUserAsync("mallory", "secret", Cancellation);
        var port = Ports.Free();
        await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", synapse.Url.ToString(), "--server-name", "hs.test", "--bridge-url", $"http://127.0.0.1:{port}");
        synapse.UseRegistrations(folder.Combine("registration/bridges.yaml"), folder.Combine("registration/bridges-double-puppet.yaml"));
        await synapse.RestartAsync(Cancellation);
        var config = folder.Combine("config.yaml");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Cancellation)).Replace("networks:", $"modules_directory: {modules.Directory}\nnetworks: {{sample: }}", StringComparison.Ordinal), Cancellation);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = HostRun.RunAsync(ConfigurationFile.Load(config, new Dictionary<string, string>()), HostTiming.Default, stop.Token);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(120));
        while (await StatusAsync(client, alice.AccessToken, alice.UserId) is not HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        var openId = $"openid:{await OpenIdTokenAsync(synapse.Url, alice.UserId, alice.AccessToken)}";
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, openId, alice.UserId));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, openId, mallory.UserId));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, mallory.AccessToken, alice.UserId));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "syt_made_up", alice.UserId));

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await run);
    }

    private static async Task<string> OpenIdTokenAsync(Uri homeserver, string user, string token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = homeserver };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/_matrix/client/v3/user/{Uri.EscapeDataString(user)}/openid/request_token") { Content = new StringContent("{}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, Cancellation);
        using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation));
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string token, string user)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/_bridges/networks/sample/_matrix/provision/v3/whoami?user_id={Uri.EscapeDataString(user)}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
