using System.Text.Json;

namespace Bridges.WhatsApp.Sessions;

/// <summary>Takes what the engine says of an account.</summary>
internal interface IEventSink
{
    /// <summary>
    /// Hands events to the host in their order; completes when all are on disk. Called again when it has completed. Where the host's disk
    /// did not take them, all of them come again.
    /// </summary>
    Task TakeAsync(IReadOnlyList<JsonElement> happened, CancellationToken cancellationToken);

    /// <summary>Something that is not kept: typing, presence, the phone's last sign of life.</summary>
    void Told(string method, JsonElement parameters);
}
