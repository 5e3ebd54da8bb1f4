using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Lanes;

/// <summary>Names a lane in the journal: one for each chat, one for each other room.</summary>
internal static class LaneKey
{
    public static string Of(NetworkId network, ChatKey chat) =>
        $"{network}/{Uri.EscapeDataString(chat.Receiver?.Value ?? "")}/{Uri.EscapeDataString(chat.Chat.Value)}";

    /// <summary>A room that is no portal: a management room, or one that the bot was just invited to.</summary>
    public static string Of(RoomId room) => $"room/{room.Value}";
}
