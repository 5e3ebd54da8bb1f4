using Bridges.Core;

namespace Bridges.Signal.EndToEnd.Tests.KillPoints;

/// <summary>Every checkpoint, by what of Signal's passes it.</summary>
internal static class Points
{
    public static readonly Checkpoint[] OfMessagesFromMatrix =
    [
        Checkpoint.TransactionReceived, Checkpoint.TransactionJournaled, Checkpoint.TransactionAnswered,
        Checkpoint.MessageHandedOver, Checkpoint.DeliveryEnding, Checkpoint.DeliveryEnded,
    ];

    /// <summary>Signal knows a message again by its time: it may be handed over twice, and that is not noted first.</summary>
    public static readonly Checkpoint[] OfNothing = [Checkpoint.HandOverBegins, Checkpoint.HandOverNoted];

    public static readonly Checkpoint[] OfMessagesFromSignal =
    [
        Checkpoint.EventReceived, Checkpoint.EventJournaled, Checkpoint.EventSending, Checkpoint.EventSent, Checkpoint.BridgingEnding, Checkpoint.BridgingEnded,
    ];

    public static readonly Checkpoint[] OfFirstMessages =
    [
        Checkpoint.RoomCreationNoted, Checkpoint.GhostRegistered, Checkpoint.RoomCreated, Checkpoint.RoomNoted, Checkpoint.OwnerJoined,
    ];

    public static readonly Checkpoint[] OfChanges = [Checkpoint.ChangeHandingOver, Checkpoint.ChangeHandedOver];

    public static readonly Checkpoint[] OfFilesFromSignal =
    [
        Checkpoint.RemoteFileArriving, Checkpoint.RemoteFileArrived, Checkpoint.RemoteFileFormed, Checkpoint.RemoteFileHalfUploaded, Checkpoint.RemoteFileUploaded,
    ];

    /// <summary>Where chats do not wait for files.</summary>
    public static readonly Checkpoint[] OfLateFiles = [Checkpoint.TransferReserved, Checkpoint.TransferNoted, Checkpoint.TransferFilled];

    public static readonly Checkpoint[] OfFilesFromMatrix = [Checkpoint.MatrixFileArriving, Checkpoint.MatrixFileArrived, Checkpoint.MatrixFileFormed];

    public static readonly Checkpoint[] OfFailures = [Checkpoint.FailureTelling, Checkpoint.FailureTold];

    public static readonly Checkpoint[] OfLogins = [Checkpoint.LoginCompleted, Checkpoint.LoginKept];
}
