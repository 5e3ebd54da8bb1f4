using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Chats;

/// <summary>Shows that the account's user types. Telegram forgets it after some seconds.</summary>
internal sealed class TypingSender(AccountSession session)
{
    public Task SendAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken) => session.RequestAsync(
        TdJson.Request(
            "sendChatAction",
            ("chat_id", RemoteIds.Chat(chat.Chat)),
            ("action", TdJson.Request(isTyping ? "chatActionTyping" : "chatActionCancel"))),
        cancellationToken);
}
