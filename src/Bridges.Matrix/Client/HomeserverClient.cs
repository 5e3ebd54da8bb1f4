using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Bridges.Matrix;

/// <summary>
/// The client-server API, spoken with one token. <c>actingAs</c> is the user to speak for: null is the token's own user,
/// anyone else needs an application service's token. Safe for use from many threads.
/// </summary>
/// <remarks>
/// Every method throws <see cref="MatrixException"/> when the homeserver says no and
/// <see cref="HomeserverUnreachableException"/> when it says nothing. "Too many requests" is waited out and idempotent calls
/// are repeated, both within the limits of <see cref="HomeserverOptions"/>; nothing else is sent twice.
/// </remarks>
public sealed partial class HomeserverClient
{
    private readonly HomeserverTransport _transport;

    public HomeserverClient(HttpClient http, HomeserverOptions options, TimeProvider time, ILogger<HomeserverClient> logger)
    {
        Options = options;
        _transport = new HomeserverTransport(http, options, time, logger);
    }

    public HomeserverOptions Options { get; }

    /// <summary>Any call that has no method here. The path is used as it is: escape what needs it.</summary>
    /// <param name="actingAs">The user to speak for.</param>
    /// <param name="method">GET and PUT are taken to be idempotent.</param>
    /// <param name="pathAndQuery">Begins with <c>/_matrix/</c> or <c>/_synapse/</c>.</param>
    /// <param name="body">Null: no body.</param>
    public Task<JsonObject> SendRawAsync(UserId? actingAs, HttpMethod method, string pathAndQuery, JsonObject? body, CancellationToken cancellationToken)
    {
        var call = new HomeserverCall(method, new EscapedPath(pathAndQuery).As(actingAs))
        {
            Idempotent = method == HttpMethod.Get || method == HttpMethod.Put,
            Body = body is null ? null : new BytesBody(ToBytes(body), HomeserverCall.Json),
        };
        return _transport.SendAsync(call, TransportJson.Default.JsonObject, cancellationToken);
    }

    private static byte[] ToBytes(JsonObject content) => ToBytes(content, TransportJson.Default.JsonObject);

    private static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
