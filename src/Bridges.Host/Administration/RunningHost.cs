using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;

namespace Bridges.Host.Administration;

/// <summary>Asks the host that runs with the same configuration, over its own HTTP address.</summary>
internal sealed class RunningHost : IAdministration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;

    private RunningHost(HttpClient client) => _client = client;

    /// <summary>The host that listens at the configured address; null where nothing does.</summary>
    /// <exception cref="CommandFailedException">Something else listens there. It was told nothing.</exception>
    public static async Task<RunningHost?> FindAsync(AppserviceConfiguration configuration, CancellationToken cancellationToken)
    {
        switch (await HostRecognition.LookAsync(configuration.Listen.LocalUrl, configuration.AsToken, cancellationToken))
        {
            case HostRecognition.Result.Nothing:
                return null;
            case HostRecognition.Result.Stranger:
                throw new CommandFailedException(
                    ExitCode.Failure,
                    $"Something else than the bridge with this configuration answers at {configuration.Listen}. If the configuration was changed since the bridge was started, restart it; else set appservice.listen to a free address.");
            default:
                var client = HostRecognition.CreateClient(configuration.Listen.LocalUrl, Patience);
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", configuration.AsToken.Reveal());
                return new RunningHost(client);
        }
    }

    public async Task<IReadOnlyList<AccountLine>> ListAccountsAsync(CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, AdministrationEndpoints.Accounts, AdministrationJson.Default.ListAccountLine, cancellationToken);

    public async Task<bool> LogoutAsync(string network, string account, CancellationToken cancellationToken) =>
        await CountAsync(HttpMethod.Delete, $"{AdministrationEndpoints.Accounts}?network={Uri.EscapeDataString(network)}&account={Uri.EscapeDataString(account)}", cancellationToken) > 0;

    public async Task<IReadOnlyList<DeadLetterLine>> ListDeadLettersAsync(CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, AdministrationEndpoints.DeadLetters, AdministrationJson.Default.ListDeadLetterLine, cancellationToken);

    public async Task<IReadOnlyList<TraceStep>> TraceAsync(string id, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, $"{AdministrationEndpoints.Trace}?id={Uri.EscapeDataString(id)}", AdministrationJson.Default.ListTraceStep, cancellationToken);

    /// <summary>A link that opens the page, as a user or as the machine's admin.</summary>
    public async Task<string> PageLinkAsync(string? user, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, AdministrationEndpoints.PageLinks + (user is null ? "" : $"?user={Uri.EscapeDataString(user)}"), AdministrationJson.Default.PageLink, cancellationToken)).Url;

    public Task<int> RetryAsync(long? id, CancellationToken cancellationToken) =>
        CountAsync(HttpMethod.Post, $"{AdministrationEndpoints.DeadLetters}?id={id?.ToString(CultureInfo.InvariantCulture) ?? AdministrationEndpoints.All}", cancellationToken);

    public async Task<bool> DropAsync(long id, CancellationToken cancellationToken) =>
        await CountAsync(HttpMethod.Delete, $"{AdministrationEndpoints.DeadLetters}?id={id.ToString(CultureInfo.InvariantCulture)}", cancellationToken) > 0;

    public Task<int> DropAllAsync(int expected, CancellationToken cancellationToken) => CountAsync(
        HttpMethod.Delete,
        $"{AdministrationEndpoints.DeadLetters}?id={AdministrationEndpoints.All}&count={expected.ToString(CultureInfo.InvariantCulture)}",
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads one of the reports that the page shows, too.</summary>
    /// <param name="name">The last part of its address.</param>
    public Task<T> ReadAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => SendAsync(HttpMethod.Get, $"{AdministrationEndpoints.Root}/{name}", type, cancellationToken);

    private async Task<int> CountAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        (await SendAsync(method, path, AdministrationJson.Default.AdministrationCount, cancellationToken)).Count;

    private async Task<T> SendAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await _client.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                // The stand-in of a doctor has the same configuration, and nothing to tell.
                throw new CommandFailedException(ExitCode.Failure, $"What answers at {_client.BaseAddress} takes no commands. Does 'bridges doctor' run at this moment? Then try again.");
            }

            if (answer.StatusCode == HttpStatusCode.BadRequest)
            {
                var error = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), HttpJson.Default.MatrixErrorBody);
                throw new CommandFailedException(ExitCode.Usage, $"The running bridge does not take that: {error?.Message}");
            }

            answer.EnsureSuccessStatusCode();
            return JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), type)
                ?? throw new JsonException("The answer is empty.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(ExitCode.Failure, $"The running bridge did not do it: {exception.Message}", exception);
        }
    }
}
