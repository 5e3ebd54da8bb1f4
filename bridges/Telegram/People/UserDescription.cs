using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.State;

namespace Bridges.Telegram.People;

/// <summary>Telegram's users, and chats that speak for themselves, as the host knows people.</summary>
internal static class UserDescription
{
    public static UserDetails Of(KnownUser user) => new()
    {
        Id = RemoteIds.User(user.Id),
        Name = user.Name,
        Username = user.Username,
        Phone = user.Phone,
        IsBot = user.IsBot,
        Avatar = user.Avatar,
    };

    /// <summary>A channel, or a group whose administrators stay anonymous.</summary>
    public static UserDetails Of(KnownChat chat) => new()
    {
        Id = RemoteIds.ChatAsSender(chat.Id),
        Name = chat.Title.Length > 0 ? chat.Title : $"Telegram chat {chat.Id}",
        Avatar = chat.Avatar,
    };
}
