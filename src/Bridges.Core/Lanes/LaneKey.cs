using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Lanes;

/// <summary>Names a lane in the journal: one for each chat, one for each other room.</summary>
internal static class LaneKey
{
    private const string Room = "room/";

    public static string Of(NetworkId network, ChatKey chat) =>
        $"{network}/{Uri.EscapeDataString(chat.Receiver?.Value ?? "")}/{Uri.EscapeDataString(chat.Chat.Value)}";

    /// <summary>A room that is no portal: a management room, or one that the bot was just invited to.</summary>
    public static string Of(RoomId room) => $"{Room}{room.Value}";

    /// <summary>The room, where the lane is that of a room that is no portal.</summary>
    public static RoomId? RoomOf(string lane) =>
        lane.StartsWith(Room, StringComparison.Ordinal) && RoomId.TryParse(lane[Room.Length..], out var room) ? room : null;

    /// <summary>The chat, where the lane is that of one.</summary>
    public static (NetworkId Network, ChatKey Chat)? ChatOf(string lane)
    {
        if (RoomOf(lane) is not null || lane.Split('/') is not [var network, var receiver, var chat])
        {
            return null;
        }

        return (new NetworkId(network), new ChatKey(
            new RemoteChatId(Uri.UnescapeDataString(chat)), receiver.Length == 0 ? null : new AccountId(Uri.UnescapeDataString(receiver))));
    }
}
