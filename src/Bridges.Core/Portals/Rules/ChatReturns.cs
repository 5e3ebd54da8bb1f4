using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Portals.Rules;

/// <summary>
/// Notices that an account is in a chat again which it was out of: networks tell of that where somebody listens, and not of what happened before.
/// </summary>
internal sealed class ChatReturns(AccountChats chats)
{
    /// <summary>Asks the account's network about a chat that it is noted out of; where it is in it again, the chat is new to it from now on.</summary>
    public async Task<bool> IsBackAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await DetailsAsync(account, chat, cancellationToken) is not { } details || !IsIn(account, details))
        {
            return false;
        }

        await chats.ForgetAsync(account, chat, cancellationToken);
        return true;
    }

    /// <summary>Only who is named is let in: that an account does not say that it is out shows nothing, as not every network can say so.</summary>
    private static bool IsIn(RunningAccount account, ChatDetails details) =>
        !details.AccountIsOut && details.Members.Any(member => member.User == account.Account.Self);

    /// <summary>Null where the account may not see the chat.</summary>
    private static async Task<ChatDetails?> DetailsAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        try
        {
            return await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(chat, cancellationToken), cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return null;
        }
    }
}
