using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Status;

/// <summary>What a row from Matrix is about, in the words of notices.</summary>
internal enum Subject
{
    Message,
    Edit,
    Deletion,
    Reaction,
    Vote,
    Poll,

    /// <summary>Something else that was done in the room.</summary>
    Change,
}

/// <summary>Tells subjects apart, and names them.</summary>
internal static class Subjects
{
    public static Subject Of(JournalRow row)
    {
        if (!MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _))
        {
            return Subject.Message;
        }

        return roomEvent.Type switch
        {
            EventTypes.Redaction => Subject.Deletion,
            EventTypes.Message when RoomMessageReader.Read(roomEvent.Content)?.Replaces is not null => Subject.Edit,
            EventTypes.Message or EventTypes.Sticker or EventTypes.Encrypted => Subject.Message,
            "m.reaction" => Subject.Reaction,
            _ when roomEvent.Type.EndsWith("poll.response", StringComparison.Ordinal) => Subject.Vote,
            _ when roomEvent.Type.Contains("poll.", StringComparison.Ordinal) => Subject.Poll,
            _ => Subject.Change,
        };
    }

    /// <summary>That it did not and will not get there.</summary>
    public static string Failed(Subject subject, string network) => subject switch
    {
        Subject.Message => $"Your message was not sent to {network}.",
        Subject.Edit => $"Your edit was not made on {network}.",
        Subject.Deletion => $"Your message was not deleted on {network}.",
        Subject.Reaction => $"Your reaction was not sent to {network}.",
        Subject.Vote => $"Your vote was not sent to {network}.",
        Subject.Poll => $"Your poll was not sent to {network}.",
        _ => $"Your change was not made on {network}.",
    };

    /// <summary>That it cannot be known whether it got there.</summary>
    public static string Uncertain(Subject subject, string network) => $"It is not known whether your {Name(subject)} reached {network}.";

    /// <summary>That it has not got there yet.</summary>
    public static string Delayed(Subject subject, string network) => $"Your {Name(subject)} has not reached {network} yet:";

    private static string Name(Subject subject) => subject.ToString().ToLowerInvariant();
}
