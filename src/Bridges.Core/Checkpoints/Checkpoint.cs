namespace Bridges.Core;

/// <summary>The moments right before and right after each commit, send and acknowledgement on the way of a message, of its file, and of a login.</summary>
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

    /// <summary>An edit or a deletion from Matrix is about to be made on the network.</summary>
    ChangeHandingOver,

    /// <summary>The network has made it, and nothing here knows.</summary>
    ChangeHandedOver,

    /// <summary>What became of an event from Matrix is about to be committed.</summary>
    DeliveryEnding,

    /// <summary>It is committed.</summary>
    DeliveryEnded,

    /// <summary>An author is about to be told that their message will not get through.</summary>
    FailureTelling,

    /// <summary>They were told, and the message is not marked dead.</summary>
    FailureTold,

    /// <summary>A module told of a message, an edit or a deletion that is not journaled.</summary>
    EventReceived,

    /// <summary>It is journaled, and the module, and with it the engine, has not heard so.</summary>
    EventJournaled,

    /// <summary>That a room is being made is noted, and it is not made.</summary>
    RoomCreationNoted,

    /// <summary>The homeserver knows a ghost, and nothing here knows that it does.</summary>
    GhostRegistered,

    /// <summary>The room is made, and nothing here knows which it is.</summary>
    RoomCreated,

    /// <summary>Which room it is is noted, and its owner is not in it.</summary>
    RoomNoted,

    /// <summary>The owner is in the room, and nothing here knows.</summary>
    OwnerJoined,

    /// <summary>A message, an edit or a deletion from a network is about to be sent to its room.</summary>
    EventSending,

    /// <summary>The homeserver has it, and nothing here knows.</summary>
    EventSent,

    /// <summary>What became of an event from a network is about to be committed.</summary>
    BridgingEnding,

    /// <summary>It is committed.</summary>
    BridgingEnded,

    /// <summary>The first bytes of a network's file are here.</summary>
    RemoteFileArriving,

    /// <summary>All of them are, and nobody has looked at them.</summary>
    RemoteFileArrived,

    /// <summary>The file has the form that it is to have on Matrix.</summary>
    RemoteFileFormed,

    /// <summary>Half of it has gone to the media store.</summary>
    RemoteFileHalfUploaded,

    /// <summary>It lies in the media store, and nothing here knows.</summary>
    RemoteFileUploaded,

    /// <summary>An address is reserved for a file that its chat does not wait for, and nothing here knows.</summary>
    TransferReserved,

    /// <summary>Such a file is a row of its own, and nothing holds its place in the room.</summary>
    TransferNoted,

    /// <summary>Such a file lies where it belongs, or was edited into its place, and its row is not done.</summary>
    TransferFilled,

    /// <summary>The first bytes of a file from Matrix are here.</summary>
    MatrixFileArriving,

    /// <summary>All of them are, under its name.</summary>
    MatrixFileArrived,

    /// <summary>It is what the network takes.</summary>
    MatrixFileFormed,

    /// <summary>The network has let a user in, and the login is not kept.</summary>
    LoginCompleted,

    /// <summary>The login is kept, and neither runs nor does its user know.</summary>
    LoginKept,
}
