using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.JournalRows;

/// <summary>By what rows are known again, so that what is told twice is journaled once.</summary>
internal static class SourceKeys
{
    /// <param name="event">The event's name inside its chat.</param>
    public static string Of(NetworkId network, ChatKey chat, string @event) => $"{LaneKey.Of(network, chat)}/{@event}";

    public static string Of(EventId roomEvent) => Journal.KeyOfEvent(roomEvent.Value);
}
