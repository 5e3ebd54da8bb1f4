using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;

namespace Bridges.Telegram.Td;

/// <summary>The way to the engine process in which TDLib runs.</summary>
internal interface ITdTransport : IAsyncDisposable
{
    EngineStatus Status { get; }

    /// <summary>Starts the engine and keeps it running. Returns at once.</summary>
    void Start();

    /// <exception cref="EngineException">No answer, or an error for one.</exception>
    Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan timeout, CancellationToken cancellationToken);
}
