using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;

namespace Bridges.Signal.Backend;

/// <summary>Our engine, kept running by the host's supervision.</summary>
internal sealed class SupervisedEngine(Engine engine) : ISignalEngine
{
    public EngineStatus Status => engine.Status;

    public void Start() => engine.Start();

    public Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan? timeout, CancellationToken cancellationToken) =>
        engine.RequestAsync(method, parameters, timeout, cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
