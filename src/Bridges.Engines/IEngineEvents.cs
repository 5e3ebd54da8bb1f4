using System.Text.Json;

namespace Bridges.Engines;

/// <summary>What an engine tells its owner.</summary>
public interface IEngineEvents
{
    /// <summary>
    /// One notification of the engine. Called strictly in order, one at a time, and awaited: while it takes long, little is read ahead and
    /// then the engine itself is held back. It must therefore not wait for a request to the same engine, whose answer may be stuck behind
    /// notifications. What a dying engine had written is still delivered, before anything of its successor. An exception is logged and the
    /// next notification delivered.
    /// </summary>
    ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken);

    /// <summary>
    /// The engine runs (again) and takes requests, also from here: the place to set up its accounts. Called once after each start; notifications may be
    /// delivered while it runs. An exception stops the engine, which is then restarted after a back-off.
    /// </summary>
    /// <param name="hello">How it introduced itself; made up from name and process id when it sends no hello.</param>
    /// <param name="cancellationToken">Cancelled when this process ends.</param>
    Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken);

    /// <summary>The condition or the problem changed. Called one at a time; must return quickly.</summary>
    void OnStateChanged(EngineStatus status);
}
