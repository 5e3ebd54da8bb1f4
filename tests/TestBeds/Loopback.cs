namespace Bridges.TestBeds;

/// <summary>HTTP to servers on this machine.</summary>
internal static class Loopback
{
    /// <summary>A client that goes straight to the server, whatever proxy the environment names.</summary>
    public static HttpClient CreateClient(Uri server)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        return new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(90) };
    }

    /// <summary>Whether a GET of the address succeeds; false when the server cannot be reached.</summary>
    public static async Task<bool> AnswersAsync(HttpClient http, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
