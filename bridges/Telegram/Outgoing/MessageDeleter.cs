using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>Deletes messages for everyone.</summary>
internal sealed class MessageDeleter(AccountSession session, ChatFinder chats)
{
    public async Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        await chats.FindAsync(deletion.Chat, cancellationToken);
        var chat = RemoteIds.Chat(deletion.Chat.Chat);
        try
        {
            // TDLib deletes only what it knows, and knows a message for sure once it was asked for it.
            var there = new List<long>();
            foreach (var message in deletion.Targets.Select(RemoteIds.Message))
            {
                if (await ExistsAsync(chat, message, cancellationToken))
                {
                    there.Add(message);
                }
            }

            if (there.Count > 0)
            {
                await session.RequestAsync(MessageRequests.Delete(chat, there), cancellationToken);
            }
        }
        catch (TdException exception) when (exception.Message.StartsWith("MESSAGE_ID_INVALID", StringComparison.Ordinal))
        {
            // Gone already, which is what was wanted.
        }
    }

    private async Task<bool> ExistsAsync(long chat, long message, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
            return true;
        }
        catch (TdException exception) when (exception.Code == 404)
        {
            return false;
        }
    }
}
