using System.Net.Http.Headers;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host.Provisioning;

/// <summary>
/// Posts how accounts stand to <c>homeserver.status_endpoint</c>: each change, each state anew before it runs out there, and that a
/// login is gone. What cannot be posted is never queued: it is posted as it is then half a minute later.
/// </summary>
internal sealed partial class BridgeStatePush(BridgesConfiguration configuration, IBridgeAdministration bridge, TimeProvider timeProvider, ILogger<BridgeStatePush> logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailedPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<(NetworkId Network, AccountId Account), (AccountOverview Account, DateTimeOffset Renewal)> _posted = [];
    private bool _isFailing;

    /// <summary>Begins to post, where there is a place to post to.</summary>
    public void Start(CancellationToken stopping)
    {
        if (configuration.Homeserver.StatusEndpoint is { } endpoint)
        {
            _ = RunAsync(endpoint, stopping);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task RunAsync(Uri endpoint, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await PostChangesAsync(endpoint, stopping) ? Pause : FailedPause, timeProvider, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<bool> PostChangesAsync(Uri endpoint, CancellationToken stopping)
    {
        var now = timeProvider.GetUtcNow();
        // One that does not start is not logged out.
        AccountOverview[] accounts = [.. bridge.Accounts.Concat(bridge.NotStarted.Select(NotStarted)).DistinctBy(account => (account.Network, account.Account))];
        foreach (var account in accounts)
        {
            var key = (account.Network, account.Account);
            if (_posted.TryGetValue(key, out var before) && before.Account.State == account.State && now < before.Renewal)
            {
                continue;
            }

            var state = BridgeStateBody.Of(account.State, now);
            if (!await PostAsync(endpoint, account, state, stopping))
            {
                return false;
            }

            _posted[key] = (account, now + TimeSpan.FromSeconds(state.Ttl / 2));
        }

        foreach (var (key, (gone, _)) in _posted.Where(posted => Array.TrueForAll(accounts, account => (account.Network, account.Account) != posted.Key)).ToArray())
        {
            if (!await PostAsync(endpoint, gone, BridgeStateBody.Gone(now), stopping))
            {
                return false;
            }

            _posted.Remove(key);
        }

        return true;
    }

    private static AccountOverview NotStarted(AccountRow row) =>
        new(row.Network, row.Account.Id, row.Account.Name, row.Owner, new AccountState(AccountCondition.Disconnected, "It could not be started; that is tried again."));

    private async Task<bool> PostAsync(Uri endpoint, AccountOverview account, BridgeStateBody state, CancellationToken stopping)
    {
        var body = state with { UserId = account.Owner, RemoteId = account.Account.Value, RemoteName = account.Name };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ProvisioningJson.Default.BridgeStateBody))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", configuration.Appservice.AsToken.Reveal()) },
            };
            using var answer = await _client.SendAsync(request, stopping);
            answer.EnsureSuccessStatusCode();
            _isFailing = false;
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            if (!_isFailing)
            {
                Log.NotPosted(logger, endpoint, exception.GetBaseException().Message);
            }

            _isFailing = true;
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "How accounts stand cannot be posted to {Endpoint}: {Reason}")]
        public static partial void NotPosted(ILogger logger, Uri endpoint, string reason);
    }
}
