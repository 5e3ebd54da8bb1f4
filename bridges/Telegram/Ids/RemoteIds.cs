using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Ids;

/// <summary>
/// The module's form of Telegram's ids. A user is its number; a channel or group that speaks for itself is <c>c</c> and
/// its chat id. A message is the server's own number: TDLib's id without its 20 low bits, which are zero for all messages
/// that the server knows (see TDLib's <c>MessageId</c>).
/// </summary>
internal static class RemoteIds
{
    private const char ChatSenderPrefix = 'c';
    private const int ServerIdShift = 20;
    private const long LocalBits = (1L << ServerIdShift) - 1;

    public static RemoteUserId User(long user) => new($"{user}");

    /// <summary>A chat in whose name messages are posted.</summary>
    public static RemoteUserId ChatAsSender(long chat) => new($"{ChatSenderPrefix}{chat}");

    /// <summary>TDLib's <c>MessageSender</c>; null where it is none.</summary>
    public static RemoteUserId? Sender(JsonElement? sender) => sender switch
    {
        { } known when known.Number("user_id") is > 0 and var user => User(user),
        { } known when known.Number("chat_id") is not 0 and var chat => ChatAsSender(chat),
        _ => null,
    };

    /// <summary>The message's lasting id; null for a message that only this client knows.</summary>
    public static RemoteMessageId? Message(long message) =>
        message > 0 && (message & LocalBits) == 0 ? new($"{message >> ServerIdShift}") : null;

    /// <summary>TDLib's id of a message; 0 where the id is none of this module's.</summary>
    public static long Message(RemoteMessageId message) =>
        TryParse(message.Value, out var id) && id is > 0 and < (1L << 40) ? id << ServerIdShift : 0;

    /// <summary>TDLib's chat id; 0 where the id is none of this module's.</summary>
    public static long Chat(RemoteChatId chat) => TryParse(chat.Value, out var id) ? id : 0;

    /// <summary>Message ids of private chats and basic groups are the account's own; supergroups and channels share theirs.</summary>
    public static ChatKey Chat(long chat, AccountId account) =>
        new(new RemoteChatId($"{chat}"), ChatIds.IsUser(chat) || ChatIds.IsBasicGroup(chat) ? account : null);

    public static bool IsUser(RemoteUserId user, out long id) => TryParse(user.Value, out id) && id > 0;

    public static bool IsChatAsSender(RemoteUserId user, out long chat)
    {
        chat = 0;
        return user.Value is [ChatSenderPrefix, .. var number] && TryParse(number, out chat) && chat != 0;
    }

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
