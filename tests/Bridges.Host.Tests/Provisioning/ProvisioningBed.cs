using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>The whole host with the sample network, as a client of the provisioning API sees it.</summary>
internal sealed class ProvisioningBed : IAsyncDisposable
{
    public const string Secret = "provisioning-secret-for-tests";
    public const string Alice = "@alice:hs.test";
    public const string Mallory = "@mallory:hs.test";

    private readonly InstalledModules _modules = new InstalledModules().Install();

    private ProvisioningBed()
    {
    }

    public RunningHost Host { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ProvisioningBed> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var bed = new ProvisioningBed();
        bed.Host = await RunningHost.PrepareAsync(
            $"provisioning: {{shared_secret: {Secret}}}\nmodules_directory: {bed._modules.Directory}\nnetworks:\n  sample: {{chats: 1, messages_in_each: 1}}");
        bed.Host.Homeserver.AddUser("alice");
        bed.Host.Homeserver.AddUser("mallory");
        bed.Host.Start(environment);
        await bed.Host.WaitUntilReadyAsync();
        return bed;
    }

    /// <summary>Asks as a user; the path without what stands before it in every one.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(
        HttpMethod method, string path, string? user = Alice, object? body = null, string? token = Secret, string network = "/_bridges/networks/sample")
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(method, $"{network}/_matrix/provision/v3/{path}{(user is null ? "" : $"{separator}user_id={Uri.EscapeDataString(user)}")}");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Host.Client.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public async Task<JsonElement> GetAsync(string path, string user = Alice)
    {
        var (status, body) = await AskAsync(HttpMethod.Get, path, user);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }

    public async Task<JsonElement> PostAsync(string path, object? body = null, string user = Alice)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, path, user, body ?? new { });
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    /// <summary>Logs a user in by name.</summary>
    public async Task LogInAsync(string name, string user = Alice)
    {
        var step = await PostAsync("login/start/name", user: user);
        var done = await PostAsync($"login/step/{step.GetProperty("login_id")}/{step.GetProperty("step_id")}/user_input", new Dictionary<string, string> { [FieldOf(step)] = name }, user);
        Assert.Equal(name, done.GetProperty("complete").GetProperty("user_login_id").GetString());
    }

    public static string FieldOf(JsonElement step) => step.GetProperty("user_input").GetProperty("fields")[0].GetProperty("id").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _modules.Dispose();
    }
}
