namespace Bridges.Core;

/// <summary>The moments right before and right after each commit, send and acknowledgement on the way of a message.</summary>
public enum Checkpoint
{
    /// <summary>The homeserver's transaction was read and is not journaled.</summary>
    TransactionReceived,

    /// <summary>It is journaled, and the homeserver has not heard so.</summary>
    TransactionJournaled,

    /// <summary>The homeserver was told "got it".</summary>
    TransactionAnswered,

    /// <summary>A message from Matrix is about to be noted as being handed over.</summary>
    HandOverBegins,

    /// <summary>It is noted, and the module has not been told yet.</summary>
    HandOverNoted,

    /// <summary>The network has the message, and nothing here knows.</summary>
    MessageHandedOver,

    /// <summary>What became of an event from Matrix is about to be committed.</summary>
    DeliveryEnding,

    /// <summary>It is committed.</summary>
    DeliveryEnded,

    /// <summary>A module told of a message that is not journaled.</summary>
    EventReceived,

    /// <summary>It is journaled, and the module, and with it the engine, has not heard so.</summary>
    EventJournaled,

    /// <summary>That a room is being made is noted, and it is not made.</summary>
    RoomCreationNoted,

    /// <summary>The room is made, and nothing here knows which it is.</summary>
    RoomCreated,

    /// <summary>A message from a network is about to be sent to its room.</summary>
    EventSending,

    /// <summary>The homeserver has it, and nothing here knows.</summary>
    EventSent,

    /// <summary>What became of an event from a network is about to be committed.</summary>
    BridgingEnding,

    /// <summary>It is committed.</summary>
    BridgingEnded,
}
