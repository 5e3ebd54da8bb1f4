using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Outgoing;

/// <summary>
/// Which chats' next photo, video or voice message may be looked at once. It is kept in TDLib's own store, with the delivery that it was meant
/// for once there is one, so that a message that is tried again after a restart is no less fleeting.
/// </summary>
internal sealed class ViewOnce(AccountSession session)
{
    /// <summary>TDLib keeps options whose names begin with an x for the application.</summary>
    private const string Prefix = "x_view_once_";

    private const string Next = "next";

    public async Task SetAsync(ChatKey chat, bool isOn, CancellationToken cancellationToken)
    {
        if (!ChatIds.IsUser(RemoteIds.Chat(chat.Chat)))
        {
            throw BridgeException.Permanent("On Telegram, what may be looked at once can be sent in private chats only.");
        }

        await session.WaitUntilConnectedAsync(cancellationToken);
        await NoteAsync(chat, isOn ? Next : "", cancellationToken);
    }

    /// <summary>The message as it is to be sent: to be looked at once, where its chat's next one is to be that.</summary>
    public async Task<OutgoingMessage> ApplyAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Content is not MediaContent { Kind: MediaKind.Image or MediaKind.Video or MediaKind.RoundVideo or MediaKind.Voice } media
            || !ChatIds.IsUser(RemoteIds.Chat(message.Chat.Chat)))
        {
            return message;
        }

        var option = await session.RequestAsync(TdJson.Request("getOption", ("name", NameOf(message.Chat))), cancellationToken);
        var meant = option.Text("value");
        if (meant == Next)
        {
            await NoteAsync(message.Chat, message.Delivery.Value, cancellationToken);
        }

        return meant == Next || meant == message.Delivery.Value ? message with { Content = media with { IsViewOnce = true } } : message;
    }

    private Task NoteAsync(ChatKey chat, string meant, CancellationToken cancellationToken)
    {
        JsonNode value = meant.Length > 0 ? TdJson.Request("optionValueString", ("value", meant)) : TdJson.Request("optionValueEmpty");
        return session.RequestAsync(TdJson.Request("setOption", ("name", NameOf(chat)), ("value", value)), cancellationToken);
    }

    private static string NameOf(ChatKey chat) => $"{Prefix}{RemoteIds.Chat(chat.Chat)}";
}
