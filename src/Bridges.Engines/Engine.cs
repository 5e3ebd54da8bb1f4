using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Bridges.Engines;

/// <summary>
/// An engine: a child process that speaks JSON-RPC 2.0, one JSON object a line, on its standard input and output. It is started, watched
/// and restarted until it is disposed.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    /// <summary>Makes an engine that is not started yet.</summary>
    public Engine(EngineOptions options, IEngineEvents events, TimeProvider time, ILoggerFactory loggers)
        => throw new NotSupportedException();

    /// <summary>The state at this moment.</summary>
    public EngineStatus Status => throw new NotSupportedException();

    /// <summary>Starts the process and keeps it running. Returns at once.</summary>
    public void Start() => throw new NotSupportedException();

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="EngineUnavailableException">Surely not done.</exception>
    /// <exception cref="EngineStoppedException">The engine ended meanwhile: may have been done.</exception>
    /// <exception cref="EngineTimeoutException">No answer in time: may have been done.</exception>
    /// <exception cref="EngineRequestException">The engine answered with an error.</exception>
    public Task<JsonElement> RequestAsync(
        string method, JsonObject? parameters, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    /// <summary>Sends a notification; returns when it is written.</summary>
    /// <exception cref="EngineUnavailableException">Surely not done.</exception>
    public ValueTask NotifyAsync(string method, JsonObject? parameters, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    /// <summary>Stops the engine: closes its input, waits, and kills it if it does not end.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
