using System.Text.Json;

namespace Bridges.Host.Cli;

/// <summary>Asks a homeserver for its name, which its key document tells (server-server API, "Publishing keys").</summary>
internal static class ServerNameDiscovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The name, or null where the homeserver does not tell.</summary>
    public static async Task<string?> TryAsync(string homeserverUrl, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(homeserverUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        using var client = new HttpClient(new SocketsHttpHandler()) { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };
        try
        {
            using var document = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(url, "/_matrix/key/v2/server"), cancellationToken));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("server_name", out var name) && name.ValueKind == JsonValueKind.String
                    ? name.GetString()
                    : null;
        }
        catch (InvalidOperationException)
        {
            // The name is a text of bytes that are none.
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
