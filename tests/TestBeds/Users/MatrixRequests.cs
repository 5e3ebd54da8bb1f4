using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bridges.TestBeds.Users;

/// <summary>The client-server API as far as HTTP goes. Deliberately not the product's own client.</summary>
internal sealed class MatrixRequests(Uri homeserver) : IDisposable
{
    private readonly HttpClient _http = Loopback.CreateClient(homeserver);

    public string AccessToken
    {
        set => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, content: null, cancellation);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancellation);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), cancellation);

    public async Task<byte[]> DownloadAsync(string path, CancellationToken cancellation) =>
        await _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellation);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellation);
            throw new MatrixRequestException(response.StatusCode, answer, $"{method} {path}");
        }

        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    public void Dispose() => _http.Dispose();
}
