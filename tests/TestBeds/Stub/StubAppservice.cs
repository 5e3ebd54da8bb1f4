using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bridges.TestBeds.Stub;

/// <summary>The homeserver's side of the application service API: transactions and pings.</summary>
internal sealed class StubAppservice : IDisposable
{
    private readonly HttpClient _http;
    private int _lastTransaction;

    public StubAppservice(StubOptions options)
    {
        Url = options.AppserviceUrl;
        _http = Loopback.CreateClient(new Uri("http://127.0.0.1/"));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.HomeserverToken);
    }

    public Uri? Url { get; set; }

    public string NextTransactionId() => $"{Interlocked.Increment(ref _lastTransaction)}";

    public async Task<HttpStatusCode> PushAsync(string transactionId, JsonObject transaction, CancellationToken cancellation)
    {
        using var response = await _http.PutAsJsonAsync(Address($"transactions/{transactionId}"), transaction, cancellation);
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> PingAsync(string? transactionId, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(Address("ping"), new { transaction_id = transactionId }, cancellation);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private Uri Address(string path) =>
        new(Url ?? throw new InvalidOperationException("The stub was not told where the application service listens."),
            $"_matrix/app/v1/{path}");
}
