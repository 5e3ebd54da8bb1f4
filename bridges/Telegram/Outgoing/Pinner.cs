using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Outgoing;

/// <summary>Pins messages for everybody, without a sound.</summary>
internal sealed class Pinner(AccountSession session)
{
    public async Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var (chat, id) = (RemoteIds.Chat(pin.Chat.Chat), RemoteIds.Message(pin.Message));
        if (await IsPinnedAsync(chat, id, cancellationToken) != pin.IsPinned)
        {
            var request = pin.IsPinned
                ? TdJson.Request("pinChatMessage", ("chat_id", chat), ("message_id", id), ("disable_notification", true), ("only_for_self", false))
                : TdJson.Request("unpinChatMessage", ("chat_id", chat), ("message_id", id));
            await session.RequestAsync(request, cancellationToken);
        }
    }

    public async Task<bool> IsPinnedAsync(long chat, long message, CancellationToken cancellationToken) =>
        (await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken)).Flag("is_pinned");
}
