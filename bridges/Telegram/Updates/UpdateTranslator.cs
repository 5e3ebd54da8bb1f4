using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Groups;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Updates;

/// <summary>One account's updates into the host's events, each by whoever knows its kind. What is never journaled is told to the host at once.</summary>
internal sealed class UpdateTranslator(
    AccountId account, IAccountHost host, IncomingMessages messages, MessageUpdates updates, ChatChanges changes, JoinRequests requests, GroupMoves moves)
{
    public async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate update, CancellationToken cancellationToken) => update switch
    {
        AccountUpdate.Changed changed => moves.Follow(changes.Translate(changed.Change, changed.State), changed.State),
        AccountUpdate.Untold untold when untold.State.IsBridged(untold.Message.Number("chat_id")) =>
            moves.Follow(await messages.UntoldAsync(untold.Message, untold.After, untold.State, cancellationToken), untold.State),
        AccountUpdate.Raw raw => moves.Follow(await TranslateAsync(raw, raw.State, cancellationToken), raw.State),
        _ => [],
    };

    private async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate.Raw raw, TdState state, CancellationToken cancellationToken)
    {
        var update = raw.Update;
        var chat = update.Object("message")?.Number("chat_id") ?? update.Number("chat_id");
        if (!state.IsBridged(chat))
        {
            return [];
        }

        if (update.Is("updateChatAction"))
        {
            ShowTyping(chat, update);
            return [];
        }

        if (update.Is("updateChatPendingJoinRequests"))
        {
            return await requests.ReadAsync(chat, update, cancellationToken);
        }

        return await updates.TranslateAsync(chat, raw, state, cancellationToken);
    }

    private void ShowTyping(long chat, JsonElement action)
    {
        if (action.Object("sender_id")?.Number("user_id") is > 0 and var user)
        {
            var isTyping = action.Object("action")?.Is("chatActionCancel") == false;
            host.Typing(new RemoteTyping(RemoteIds.Chat(chat, account), RemoteIds.User(user), isTyping));
        }
    }
}
