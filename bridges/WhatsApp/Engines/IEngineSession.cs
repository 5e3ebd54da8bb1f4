using System.Text.Json;

namespace Bridges.WhatsApp.Engines;

/// <summary>A login or account, as the engine sees it.</summary>
internal interface IEngineSession
{
    /// <summary>What the engine says. Called one after the other and awaited, for all sessions: must return quickly.</summary>
    ValueTask ToldAsync(string method, JsonElement parameters, CancellationToken cancellationToken);

    /// <summary>The engine is gone for a while; the next knows nothing of this session. Must return at once.</summary>
    void EngineStopped(string? problem);
}
