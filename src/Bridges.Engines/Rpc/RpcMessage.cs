using System.Buffers;
using System.Text.Json;

namespace Bridges.Engines.Rpc;

/// <summary>One message from an engine.</summary>
/// <param name="Id">The request that is answered; 0 for a notification.</param>
/// <param name="Method">The notification's name; null in an answer.</param>
/// <param name="Payload">Parameters, result or error; undefined where left out.</param>
internal readonly record struct RpcMessage(RpcMessageKind Kind, long Id, string? Method, JsonElement Payload)
{
    // Formatted documents nest deeper than the default of 64.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    public static bool TryParse(in ReadOnlySequence<byte> line, out RpcMessage message)
    {
        message = default;
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind == JsonValueKind.Object && !reader.Read() && TryRecognise(root, out message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRecognise(JsonElement root, out RpcMessage message)
    {
        if (root.TryGetProperty("method", out var method))
        {
            var kind = root.TryGetProperty("id", out _) ? RpcMessageKind.Request : RpcMessageKind.Notification;
            message = new RpcMessage(kind, 0, method.GetString(), root.TryGetProperty("params", out var parameters) ? parameters : default);
            return message.Method is not null;
        }

        message = default;
        if (!root.TryGetProperty("id", out var id))
        {
            return false;
        }

        // An error that belongs to no request has the id null; nobody waits for 0.
        var number = id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var given) ? given : 0;
        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            message = new RpcMessage(RpcMessageKind.Error, number, null, error);
            return true;
        }

        if (root.TryGetProperty("result", out var result))
        {
            message = new RpcMessage(RpcMessageKind.Result, number, null, result);
            return true;
        }

        return false;
    }
}
