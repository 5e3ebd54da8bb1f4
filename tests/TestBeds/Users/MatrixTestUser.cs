using System.Net.Http.Headers;
using System.Text.Json;

namespace Bridges.TestBeds.Users;

/// <summary>A person with a Matrix client of the simplest kind: does things in rooms and remembers all that is seen.</summary>
public sealed partial class MatrixTestUser : IAsyncDisposable
{
    /// <summary>How long the waiting methods wait unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private readonly MatrixRequests _requests;
    private readonly Observed<MatrixEvent> _seen = new();
    private readonly SyncLoop _sync;
    private int _transactions;

    private MatrixTestUser(MatrixRequests requests, string userId, string password, string accessToken)
    {
        _requests = requests;
        _sync = new SyncLoop(requests, _seen);
        UserId = userId;
        Password = password;
        AccessToken = accessToken;
    }

    /// <summary>The full user id.</summary>
    public string UserId { get; }

    /// <summary>The password, for logging in from a real client as well.</summary>
    public string Password { get; }

    /// <summary>This client's access token.</summary>
    public string AccessToken { get; }

    /// <summary>Everything seen so far, in order.</summary>
    public IReadOnlyList<MatrixEvent> Seen => _seen.All;

    /// <summary>Logs in and starts following the user's rooms.</summary>
    public static async Task<MatrixTestUser> LogInAsync(
        Uri homeserver, string userId, string password, CancellationToken cancellation = default)
    {
        var requests = new MatrixRequests(homeserver);
        var login = await requests.PostAsync(
            "_matrix/client/v3/login",
            new { type = "m.login.password", identifier = new { type = "m.id.user", user = userId }, password },
            cancellation);
        var token = login.GetProperty("access_token").GetString()!;
        requests.AccessToken = token;
        var user = new MatrixTestUser(requests, userId, password, token);
        await user._sync.StartAsync(cancellation);
        return user;
    }

    /// <summary>Any client-server request, with the user's token; the path begins with <c>_matrix/</c>.</summary>
    public Task<JsonElement> RequestAsync(HttpMethod method, string path, object? body = null, CancellationToken cancellation = default) =>
        _requests.SendAsync(method, path, body is null ? null : System.Net.Http.Json.JsonContent.Create(body), cancellation);

    /// <summary>Uploads a file; returns its <c>mxc:</c> address.</summary>
    public async Task<string> UploadAsync(byte[] data, string contentType, string fileName, CancellationToken cancellation = default)
    {
        using var content = new ByteArrayContent(data);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var path = $"_matrix/media/v3/upload?filename={Uri.EscapeDataString(fileName)}";
        var answer = await _requests.SendAsync(HttpMethod.Post, path, content, cancellation);
        return answer.GetProperty("content_uri").GetString()!;
    }

    /// <summary>Downloads what an <c>mxc:</c> address stands for.</summary>
    public Task<byte[]> DownloadAsync(string contentUri, CancellationToken cancellation = default) =>
        _requests.DownloadAsync($"_matrix/client/v1/media/download/{contentUri.Replace("mxc://", "", StringComparison.Ordinal)}", cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _sync.DisposeAsync();
        _requests.Dispose();
    }
}
