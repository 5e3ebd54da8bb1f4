using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Outgoing;

/// <summary>Presses buttons below messages of bots.</summary>
internal sealed class ButtonPresser(AccountSession session, MessageSender sender)
{
    public async Task<string?> PressAsync(ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var (place, id) = (RemoteIds.Chat(chat.Chat), RemoteIds.Message(message));
        if (ButtonIds.IsSay(choice.Id, out var text))
        {
            await sender.SendAsync(DraftBuilder.Draft(place, RichText.Plain(text), new OutgoingReply(id, null)), cancellationToken);
            return null;
        }

        if (ButtonIds.IsCopy(choice.Id, out var copied))
        {
            return copied;
        }

        if (!ButtonIds.IsCallback(choice.Id, out var data))
        {
            throw BridgeException.Permanent("This button works in Telegram's own apps only.");
        }

        // TDLib asks about a message that it knows.
        await session.RequestAsync(MessageRequests.Get(place, id), cancellationToken);
        var answer = await session.RequestAsync(
            TdJson.Request(
                "getCallbackQueryAnswer", ("chat_id", place), ("message_id", id), ("payload", TdJson.Request("callbackQueryPayloadData", ("data", data)))),
            cancellationToken);
        var words = new[] { answer.Text("text"), answer.Text("url") }.Where(word => word.Length > 0);
        return string.Join(' ', words) is { Length: > 0 } said ? said : null;
    }
}
