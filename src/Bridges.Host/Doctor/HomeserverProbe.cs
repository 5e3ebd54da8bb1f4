using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>
/// Asks single questions over HTTP and tells exactly what came of them. Not the client that the bridge itself uses: that one
/// repeats and waits, which hides what a doctor wants to see.
/// </summary>
internal sealed class HomeserverProbe : IDisposable
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly HttpClient _client;

    public HomeserverProbe(Uri homeserver, TimeSpan patience)
    {
        Url = homeserver;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = patience,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    public Uri Url { get; }

    public void Dispose() => _client.Dispose();

    /// <param name="path">A path at the homeserver, or a whole address.</param>
    public Task<ProbeAnswer> GetAsync(string path, string? token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, token, content: null, cancellationToken);

    /// <summary>The server name of the homeserver at an address, which its key document tells; null where there is none.</summary>
    public async Task<string?> NameAtAsync(Uri address, CancellationToken cancellationToken) =>
        (await GetAsync(new Uri(address, "_matrix/key/v2/server").ToString(), token: null, cancellationToken)) is { IsSuccess: true } answer ? answer.Text("server_name") : null;

    public Task<ProbeAnswer> PostJsonAsync(string path, string token, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);

    public Task<ProbeAnswer> PutJsonAsync(string path, string token, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, token, new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);

    public Task<ProbeAnswer> PostTextAsync(string path, string token, string text, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(text, Encoding.UTF8, "text/plain"), cancellationToken);

    /// <summary>Sends so many bytes of nothing, without a token: whoever is meant refuses it, and whoever stands between may find it too long.</summary>
    public Task<ProbeAnswer> PostBytesAsync(string path, int length, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, token: null, new ByteArrayContent(new byte[length]), cancellationToken);

    private async Task<ProbeAnswer> SendAsync(HttpMethod method, string path, string? token, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return new ProbeAnswer(ProbeFailure.None, Status: (int)response.StatusCode, Json: Parse(body), Body: body, Date: response.Headers.Date, Location: response.Headers.Location,
                AllowedOrigin: response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.FirstOrDefault() : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(ProbeFailure.Timeout);
        }
        catch (HttpRequestException exception)
        {
            return new ProbeAnswer(Classify(exception), exception.GetBaseException().Message);
        }
        catch (InvalidOperationException exception)
        {
            // The charset that the answer names does not exist.
            return new ProbeAnswer(ProbeFailure.Broken, exception.Message);
        }
    }

    private static ProbeFailure Classify(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError }
            or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => ProbeFailure.UnknownHost,
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => ProbeFailure.Tls,
        { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut } } => ProbeFailure.Timeout,
        { HttpRequestError: HttpRequestError.ConnectionError } => ProbeFailure.Refused,
        _ => ProbeFailure.Broken,
    };

    private static JsonElement Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DoctorJson.Default.JsonElement);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
