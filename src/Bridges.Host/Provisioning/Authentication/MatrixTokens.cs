using System.Net.Http.Headers;
using System.Text.Json;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Asks homeservers whose a token is: a Matrix access token of this server's user, or an OpenID token of any.</summary>
internal sealed class MatrixTokens(BridgesConfiguration configuration, ShownTokens shown) : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestToken = 4096;
    private const int MostAtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turns = new(MostAtOnce, MostAtOnce);
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Who holds a Matrix access token of the homeserver; null for nobody.</summary>
    /// <exception cref="ProvisioningException">The homeserver does not say.</exception>
    public Task<UserId?> OwnerAsync(string token, CancellationToken cancellationToken) =>
        WhoseAsync(token, token, () => AskAsync(new Uri(configuration.Homeserver.Url, "/_matrix/client/v3/account/whoami"), token, "user_id", cancellationToken), cancellationToken);

    /// <summary>
    /// Who got an OpenID token from a homeserver (spec, "OpenID"); null for nobody. The caller sees to it that only servers are
    /// asked whose users may come in.
    /// </summary>
    /// <exception cref="ProvisioningException">The homeserver does not say.</exception>
    public Task<UserId?> OpenIdOwnerAsync(string token, string server, CancellationToken cancellationToken) => WhoseAsync($"{server} {token}", token, async () =>
    {
        var address = server == configuration.Homeserver.ServerName ? configuration.Homeserver.Url : await FederationAddressAsync(server, cancellationToken);
        var owner = await AskAsync(new Uri(address, $"/_matrix/federation/v1/openid/userinfo?access_token={Uri.EscapeDataString(token)}"), token: null, "sub", cancellationToken);
        // A server speaks for its own users only.
        return owner with { User = owner.User is { } user && user.ServerName == server ? user : null };
    }, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _turns.Dispose();
    }

    private async Task<UserId?> WhoseAsync(string key, string token, Func<Task<TokenOwner>> ask, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }

        // Strangers cannot make the homeserver busy through us.
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var owner = await shown.WhoseAsync(key, ask);
            return owner.IsKnown
                ? owner.User
                : throw new ProvisioningException(StatusCodes.Status503ServiceUnavailable, MatrixErrorCodes.Unknown, "The homeserver does not say just now whose the token is.");
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<Uri> FederationAddressAsync(string server, CancellationToken cancellationToken)
    {
        var (wellKnown, _) = await GetAsync(new Uri($"https://{server}/.well-known/matrix/server"), token: null, cancellationToken);
        var led = wellKnown is { ValueKind: JsonValueKind.Object } && wellKnown.Value.TryGetProperty("m.server", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return Uri.TryCreate($"https://{led ?? $"{server}:8448"}/", UriKind.Absolute, out var address) ? address : new Uri($"https://{server}:8448/");
    }

    private async Task<TokenOwner> AskAsync(Uri address, string? token, string key, CancellationToken cancellationToken)
    {
        var (answer, isSaid) = await GetAsync(address, token, cancellationToken);
        return answer is { ValueKind: JsonValueKind.Object } owner
            && owner.TryGetProperty(key, out var user) && user.ValueKind == JsonValueKind.String && UserId.TryParse(user.GetString(), out var id)
                ? new TokenOwner(id, IsKnown: true)
                : new TokenOwner(User: null, isSaid);
    }

    /// <returns>The answer, and whether it is one: a refusal is, that somebody is away or has no time is none.</returns>
    private async Task<(JsonElement? Answer, bool IsSaid)> GetAsync(Uri address, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), ProvisioningJson.Default.JsonElement), true)
                : (null, (int)answer.StatusCode is >= 400 and < 500 and not StatusCodes.Status429TooManyRequests);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or FormatException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, false);
        }
    }
}
