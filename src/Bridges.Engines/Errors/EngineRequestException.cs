using System.Text.Json;

namespace Bridges.Engines;

/// <summary>The engine answered with an error: it was not done.</summary>
public sealed class EngineRequestException(int code, string message, JsonElement? data = null) : EngineException(message)
{
    /// <summary>The engine's own error code; the ones from -32768 to -32000 are those of JSON-RPC.</summary>
    public int Code { get; } = code;

    /// <summary>What the engine added to the error, if anything.</summary>
    public new JsonElement? Data { get; } = data;
}
