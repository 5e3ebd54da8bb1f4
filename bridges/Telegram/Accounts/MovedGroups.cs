using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;
using Bridges.Telegram.Updates;

namespace Bridges.Telegram.Accounts;

/// <summary>Looks after what is sent to a group that became a supergroup, perhaps a moment ago: the host lets it follow there.</summary>
internal sealed class MovedGroups(AccountId account, AccountSession session, UpdateForwarder forwarder, IAccountHost host, TimeProvider time)
{
    /// <summary>The server knows a moment before its news have come.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a refusal may be because the chat that is written to is a group that has moved.</summary>
    public static bool IsPossible(ChatKey chat, BridgeException refusal) =>
        refusal is { Kind: FailureKind.Permanent, Certainty: Certainty.NotDone, InnerException: TdException cause }
        && ChatIds.IsBasicGroup(RemoteIds.Chat(chat.Chat)) && ClosedChats.IsPossible(cause.Message);

    /// <summary>Tells the host that the chat has moved.</summary>
    /// <returns>False where it has not.</returns>
    public async Task<bool> TellAsync(ChatKey chat, BridgeException refusal, CancellationToken cancellationToken)
    {
        var group = -RemoteIds.Chat(chat.Chat);
        var mayBeNews = ((TdException)refusal.InnerException!).Message is "PEER_ID_INVALID" or "CHAT_ID_INVALID";
        var began = time.GetTimestamp();
        while (session.State is { } state)
        {
            if (GroupMoves.Of(group, account, state, time) is { } move)
            {
                // What was heard in the group before goes first.
                await forwarder.WhenEmptyAsync(_patience, cancellationToken);
                await host.ReceiveAsync(move, cancellationToken);
                return true;
            }

            if (!mayBeNews || time.GetElapsedTime(began) > _patience)
            {
                return false;
            }

            await AskAsync(group, cancellationToken);
            await Task.Delay(_pause, time, cancellationToken);
        }

        return false;
    }

    /// <summary>The group that a supergroup was before, as far as is known; else null.</summary>
    public ChatKey? FormerOf(ChatKey chat) =>
        RemoteIds.Chat(chat.Chat) is var id && ChatIds.IsSupergroup(id) && session.State?.FormerOf(ChatIds.NumberOfSupergroup(id)) is > 0 and var group
            ? RemoteIds.Chat(ChatIds.OfBasicGroup(group), account)
            : null;

    private async Task AskAsync(long group, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(TdJson.Request("getBasicGroupFullInfo", ("basic_group_id", group)), cancellationToken);
        }
        catch (TdException)
        {
            // What it would have said comes as an update; nothing else is wanted of it.
        }
    }
}
