using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;

namespace Bridges.Signal.Backend;

/// <summary>
/// What the module needs of a client of Signal, behind which another one than ours could stand: requests with answers in JSON, and events.
/// </summary>
internal interface ISignalEngine : IAsyncDisposable
{
    EngineStatus Status { get; }

    void Start();

    /// <exception cref="EngineException">It was not done, or perhaps not; <see cref="Errors.SignalErrors"/> reads which.</exception>
    Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan? timeout, CancellationToken cancellationToken);
}
