using System.Text.Json;

namespace Bridges.Engines.Supervision;

/// <summary>What one life of an engine's process tells to whoever supervises it.</summary>
internal interface IRunObserver
{
    /// <summary>One notification; called strictly in order, one at a time, and awaited.</summary>
    ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken);

    /// <summary>The process takes requests. An exception ends it.</summary>
    Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken);
}
