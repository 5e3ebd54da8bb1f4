using System.Text.Json;

namespace Bridges.Signal.Backend;

/// <summary>Takes what the engine tells of one account or one login.</summary>
internal interface IEventSink
{
    /// <summary>Must return at once: other accounts wait behind it.</summary>
    void OnEvent(JsonElement told);

    /// <summary>The engine runs anew and knows nothing of this account yet.</summary>
    void OnEngineStarted();

    void OnEngineLost(string? why);
}
