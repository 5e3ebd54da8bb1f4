using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;

namespace Bridges.Telegram.Td;

/// <summary>Reaches TDLib through a supervised engine process.</summary>
internal sealed class EngineTransport(Engine engine) : ITdTransport
{
    public EngineStatus Status => engine.Status;

    public void Start() => engine.Start();

    public Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan timeout, CancellationToken cancellationToken) =>
        engine.RequestAsync(method, parameters, timeout, cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
