using System.Text.Json;

namespace Bridges.WhatsApp.Sessions;

/// <summary>Takes what the engine says of an account.</summary>
internal interface IEventSink
{
    /// <summary>
    /// Begins to hand an event to the host; completes when it is on disk. Called in order, the next call before the last one
    /// completed.
    /// </summary>
    Task TakeAsync(JsonElement happened, CancellationToken cancellationToken);

    /// <summary>Something that is not kept: typing, presence, the phone's last sign of life.</summary>
    void Told(string method, JsonElement parameters);
}
