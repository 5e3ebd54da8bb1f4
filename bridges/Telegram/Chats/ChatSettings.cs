using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Chats;

/// <summary>How the account keeps a chat: muted, in the archive, at the top, marked as unread. TDLib notes it, and sees to it that the server hears of it.</summary>
internal sealed class ChatSettings(AccountSession session, ChatFinder chats, ChatLists lists, TimeProvider time)
{
    public async Task SetAsync(RemoteChatSettings wanted, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var chat = await chats.FindAsync(wanted.Chat, cancellationToken);
        var id = chat.Number("id");
        await FullInfoUnderWay.AwaitAsync(session, FullInfo.Of(StateReader.Chat(chat)), cancellationToken);
        if (wanted.MutedUntil is { } until)
        {
            await session.RequestAsync(
                TdJson.Request("setChatNotificationSettings", ("chat_id", id), ("notification_settings", Muted(chat, until - time.GetUtcNow()))), cancellationToken);
        }

        var isArchived = wanted.IsArchived ?? IsArchived(chat);
        if (wanted.IsArchived is not null)
        {
            await session.RequestAsync(TdJson.Request("addChatToList", ("chat_id", id), ("chat_list", List(isArchived))), cancellationToken);
        }

        if (wanted.IsFavourite is { } isPinned)
        {
            // What else is at the top of the list must be known first.
            await lists.LoadAsync(NameOf(isArchived), limit: 1, cancellationToken);
            await session.RequestAsync(
                TdJson.Request("toggleChatIsPinned", ("chat_list", List(isArchived)), ("chat_id", id), ("is_pinned", isPinned)), cancellationToken);
        }

        if (wanted.IsMarkedUnread is { } isUnread)
        {
            await session.RequestAsync(
                TdJson.Request("toggleChatIsMarkedAsUnread", ("chat_id", id), ("is_marked_as_unread", isUnread)), cancellationToken);
        }
    }

    /// <summary>The chat's own settings are set whole: all but this stays as it is.</summary>
    private static JsonObject Muted(JsonElement chat, TimeSpan left)
    {
        var settings = chat.Object("notification_settings") is { } known ? JsonObject.Create(known)! : TdJson.Request("chatNotificationSettings");
        settings["use_default_mute_for"] = false;
        settings["mute_for"] = (int)Math.Clamp(left.TotalSeconds, 0, int.MaxValue);
        return settings;
    }

    private static bool IsArchived(JsonElement chat) => chat.Items("positions").Any(position => position.Object("list")?.Is("chatListArchive") == true);

    private static JsonObject List(bool isArchive) => TdJson.Request(NameOf(isArchive));

    private static string NameOf(bool isArchive) => isArchive ? "chatListArchive" : "chatListMain";
}
