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

    /// <summary>How the key of a message ends, whatever its chat.</summary>
    public static string EndOfMessage(string message) => $"/m:{message}";

    public static string OfMessage(NetworkId network, ChatKey chat, RemoteMessageId message) => LaneKey.Of(network, chat) + EndOfMessage(message.Value);

    private const string AwaitingMove = "/awaited";

    /// <summary>A chat's move.</summary>
    public static string OfMove(NetworkId network, ChatKey chat, string which) => Of(network, chat, $"move:{which}");

    /// <summary>The row that lets the chat's new lane wait for a move.</summary>
    public static string AwaitingOf(string move) => move + AwaitingMove;

    /// <summary>The move that such a row waits for.</summary>
    public static string MoveOf(string awaiting) => awaiting[..^AwaitingMove.Length];

    public static bool IsAwaiting(string? source) => source?.EndsWith(AwaitingMove, StringComparison.Ordinal) == true;

    public static string Of(EventId roomEvent) => JournalKeys.OfEvent(roomEvent.Value);
}
