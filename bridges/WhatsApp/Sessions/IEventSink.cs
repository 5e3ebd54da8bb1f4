using System.Text.Json;

namespace Bridges.WhatsApp.Sessions;

/// <summary>Takes what the engine says of an account.</summary>
internal interface IEventSink
{
    /// <summary>
    /// Hands an event to the host; completes when it is on disk. Called for one chat in order, the next event when the last one is on disk;
    /// one that the host's disk did not take comes again.
    /// </summary>
    Task TakeAsync(JsonElement happened, CancellationToken cancellationToken);

    /// <summary>Something that is not kept: typing, presence, the phone's last sign of life.</summary>
    void Told(string method, JsonElement parameters);
}
