using Bridges.Core;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>What passes a checkpoint, and how far it has come there.</summary>
/// <param name="HasArrived">Whether the other side has it already; null where that is a race.</param>
internal sealed record Course(Way Way, bool? HasArrived)
{
    /// <summary>A checkpoint that is not listed is not covered: its test fails.</summary>
    public static Course Of(Checkpoint point) => point switch
    {
        // The host asks the rooms, too, in its first seconds, and may be faster than the homeserver tells.
        Checkpoint.TransactionReceived => new(Way.ToTelegram, null),
        Checkpoint.TransactionJournaled => new(Way.ToTelegram, null),
        Checkpoint.TransactionAnswered => new(Way.ToTelegram, null),
        Checkpoint.HandOverBegins => new(Way.ToTelegram, false),
        Checkpoint.HandOverNoted => new(Way.ToTelegram, false),
        Checkpoint.MessageHandedOver => new(Way.ToTelegram, true),
        Checkpoint.ChangeHandingOver => new(Way.ChangeToTelegram, false),
        Checkpoint.ChangeHandedOver => new(Way.ChangeToTelegram, true),
        Checkpoint.DeliveryEnding => new(Way.ToTelegram, true),
        Checkpoint.DeliveryEnded => new(Way.ToTelegram, true),
        Checkpoint.FailureTelling => new(Way.Failure, false),
        Checkpoint.FailureTold => new(Way.Failure, true),
        Checkpoint.EventReceived => new(Way.ToMatrix, false),
        Checkpoint.EventJournaled => new(Way.ToMatrix, null),
        Checkpoint.RoomCreationNoted => new(Way.FirstContact, false),
        Checkpoint.GhostRegistered => new(Way.FirstContact, false),
        Checkpoint.RoomCreated => new(Way.FirstContact, false),
        Checkpoint.RoomNoted => new(Way.FirstContact, false),
        Checkpoint.OwnerJoined => new(Way.FirstContact, false),
        Checkpoint.EventSending => new(Way.ToMatrix, false),
        Checkpoint.EventSent => new(Way.ToMatrix, true),
        Checkpoint.BridgingEnding => new(Way.ToMatrix, true),
        Checkpoint.BridgingEnded => new(Way.ToMatrix, true),
        Checkpoint.RemoteFileArriving => new(Way.FileToMatrix, false),
        Checkpoint.RemoteFileArrived => new(Way.FileToMatrix, false),
        Checkpoint.RemoteFileFormed => new(Way.FileToMatrix, false),
        Checkpoint.RemoteFileHalfUploaded => new(Way.FileToMatrix, false),
        Checkpoint.RemoteFileUploaded => new(Way.FileToMatrix, false),
        Checkpoint.TransferReserved => new(Way.TransferToMatrix, false),
        Checkpoint.TransferNoted => new(Way.TransferToMatrix, false),
        Checkpoint.TransferFilled => new(Way.TransferToMatrix, true),
        Checkpoint.MatrixFileArriving => new(Way.FileToTelegram, false),
        Checkpoint.MatrixFileArrived => new(Way.FileToTelegram, false),
        Checkpoint.MatrixFileFormed => new(Way.FileToTelegram, false),
        Checkpoint.LoginCompleted => new(Way.Login, false),
        Checkpoint.LoginKept => new(Way.Login, true),
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "Nobody has said what passes this checkpoint."),
    };
}

/// <summary>What passes a checkpoint.</summary>
internal enum Way
{
    /// <summary>A message that Alice writes on Matrix.</summary>
    ToTelegram,

    /// <summary>A message that Bob writes on Telegram.</summary>
    ToMatrix,

    /// <summary>The first message of somebody new.</summary>
    FirstContact,

    /// <summary>An edit or a deletion on Matrix.</summary>
    ChangeToTelegram,

    /// <summary>A message that cannot be carried over.</summary>
    Failure,

    /// <summary>A file that Bob sends on Telegram, for which its chat waits.</summary>
    FileToMatrix,

    /// <summary>A file that Bob sends, for which its chat does not wait.</summary>
    TransferToMatrix,

    /// <summary>A file that Alice sends on Matrix.</summary>
    FileToTelegram,

    /// <summary>A login.</summary>
    Login,
}
