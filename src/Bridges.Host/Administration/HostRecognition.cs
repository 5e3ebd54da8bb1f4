using System.Text.Json;
using Bridges.Host.Configuration;
using Bridges.Host.Http;

namespace Bridges.Host.Administration;

/// <summary>Finds out who listens at an address, and tells them nothing.</summary>
internal static class HostRecognition
{
    private const int LongestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3);

    internal enum Result
    {
        Nothing,

        /// <summary>Another program, or a bridge with another as_token.</summary>
        Stranger,

        OurHost,
    }

    public static async Task<Result> LookAsync(Uri address, Secret asToken, CancellationToken cancellationToken)
    {
        var proof = new HostProof(asToken.Reveal());
        var challenge = HostProof.NewChallenge();
        using var client = CreateClient(address, Patience);
        try
        {
            using var answer = await client.GetAsync($"{HealthEndpoints.Live}?{HealthEndpoints.Challenge}={challenge}", cancellationToken);
            var body = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), HttpJson.Default.LifeBody);
            return proof.IsAnswer(challenge, body?.Proof) ? Result.OurHost : Result.Stranger;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return Result.Nothing;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Result.Stranger;
        }
    }

    public static HttpClient CreateClient(Uri address, TimeSpan patience) =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = ConnectPatience })
        {
            BaseAddress = address,
            Timeout = patience,
            MaxResponseContentBufferSize = LongestAnswer,
        };
}
