using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.History;

/// <summary>What one message says, whenever it was said.</summary>
internal sealed class SingleMessages(AccountSession session)
{
    public async Task<MessageContent?> ReadAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.RequestAsync(MessageRequests.Get(RemoteIds.Chat(chat.Chat), RemoteIds.Message(message)), cancellationToken);
            return session.State is { } state ? ContentTranslator.Translate(found, state) : null;
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
    }
}
