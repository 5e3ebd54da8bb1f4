using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Bridges.Matrix;

/// <summary>
/// The client-server API, spoken with one token. <c>actingAs</c> is the user to speak for: null is
/// <see cref="HomeserverOptions.User"/>, anyone else needs an application service's token. Safe for use from many threads.
/// </summary>
/// <remarks>
/// Every method throws <see cref="MatrixException"/> when the homeserver says no and
/// <see cref="HomeserverUnreachableException"/> when it says nothing. "Too many requests" is waited out and idempotent calls
/// are repeated, both within the limits of <see cref="HomeserverOptions"/>; nothing else is sent twice.
/// </remarks>
public sealed partial class HomeserverClient
{
    private readonly HomeserverTransport _transport;
    private readonly UserId? _self;
    private readonly TimeProvider _time;

    public HomeserverClient(HttpClient http, HomeserverOptions options, TimeProvider time, ILogger<HomeserverClient> logger)
    {
        _time = time;
        _transport = new HomeserverTransport(http, options, time, logger);
        _self = options.User;
    }

    private static byte[] ToBytes(JsonObject content) => ToBytes(content, TransportJson.Default.JsonObject);

    private static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
