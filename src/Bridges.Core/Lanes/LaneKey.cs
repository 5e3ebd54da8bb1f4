using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>
/// Names a lane in the journal: for each chat one for what comes from its network and one for each person who writes in it; one
/// for each other room; one for each row that stepped aside.
/// </summary>
internal static class LaneKey
{
    /// <summary>What the names of lanes of large files begin with: their rows have hours instead of minutes.</summary>
    public const string Transfer = "transfer/";

    private const string Room = "room/";
    private const string Aside = "aside/";

    /// <summary>What comes from the network, and what changes the room itself.</summary>
    public static string Of(NetworkId network, ChatKey chat) =>
        $"{network}/{Uri.EscapeDataString(chat.Receiver?.Value ?? "")}/{Uri.EscapeDataString(chat.Chat.Value)}";

    /// <summary>What one person sends to the chat: by an account of theirs, so that its trouble is theirs alone.</summary>
    public static string Of(NetworkId network, ChatKey chat, UserId sender) => $"{Of(network, chat)}/{Uri.EscapeDataString(sender.Value)}";

    /// <summary>A room that is no portal: a management room, or one that the bot was just invited to.</summary>
    public static string Of(RoomId room) => $"{Room}{room.Value}";

    /// <summary>A lane for this row alone, in which it can wait without holding back those behind it.</summary>
    public static string AsideOf(JournalRow row) => $"{Aside}{row.Id}";

    /// <summary>A lane for what waits for one account, in its order, without holding back what else comes from the chat.</summary>
    public static string AsideOf(NetworkId network, AccountId account, ChatKey chat) => $"{Aside}{Of(network, chat)}/{Uri.EscapeDataString(account.Value)}";

    public static bool IsAside(string lane) => lane.StartsWith(Aside, StringComparison.Ordinal);

    public static bool IsTransfer(string lane) => lane.StartsWith(Transfer, StringComparison.Ordinal);

    /// <summary>The room, where the lane is that of a room that is no portal.</summary>
    public static RoomId? RoomOf(string lane) =>
        lane.StartsWith(Room, StringComparison.Ordinal) && RoomId.TryParse(lane[Room.Length..], out var room) ? room : null;

    /// <summary>The chat, where the lane is one of a chat's.</summary>
    public static (NetworkId Network, ChatKey Chat)? ChatOf(string lane)
    {
        if (RoomOf(lane) is not null || IsAside(lane) || IsTransfer(lane) || lane.Split('/') is not [var network, var receiver, var chat, .. { Length: <= 1 }])
        {
            return null;
        }

        return (new NetworkId(network), new ChatKey(
            new RemoteChatId(Uri.UnescapeDataString(chat)), receiver.Length == 0 ? null : new AccountId(Uri.UnescapeDataString(receiver))));
    }

    /// <summary>Whose lane in a chat it is; null where it is none's.</summary>
    public static UserId? SenderOf(string lane) =>
        ChatOf(lane) is not null && lane.Split('/') is [_, _, _, var sender] && UserId.TryParse(Uri.UnescapeDataString(sender), out var user) ? user : null;
}
