using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Storage;

namespace Bridges.Core.Portals.Rules;

/// <summary>Which chats the owners of accounts want on Matrix: by a rule for each account, and chat by chat.</summary>
internal sealed class ChatRules(Database database, SettingTable settings, AccountChats chats, ChatReturns returns, PortalRegistry portals) : IDisposable
{
    private readonly BoundedCache<(NetworkId, AccountId, ChatKey), bool> _isDirect = new(4096);

    public async Task<ChatRule> OfAsync(RunningAccount account, CancellationToken cancellationToken) =>
        Enum.TryParse<ChatRule>(await settings.GetAsync(AccountSettings.ChatRule(account.Network, account.Id), cancellationToken), out var rule) ? rule : ChatRule.All;

    public Task SetAsync(RunningAccount account, ChatRule rule, CancellationToken cancellationToken) =>
        database.WriteAsync([SettingTable.Set(AccountSettings.ChatRule(account.Network, account.Id), rule.ToString())], cancellationToken: cancellationToken).AsTask();

    /// <summary>How the account stands to the chat now: where it was out of it, its network is asked whether it still is.</summary>
    public async ValueTask<ChatStanding> StandingAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        await chats.StateAsync(account, chat, cancellationToken) switch
        {
            AccountChatState.SwitchedOff => ChatStanding.Unwanted,
            AccountChatState.ComingIn => ChatStanding.New,
            AccountChatState.OutOfChat when !await returns.IsBackAsync(account, chat, cancellationToken) => ChatStanding.Known,
            AccountChatState.InRoom or AccountChatState.LeftRoom => ChatStanding.Known,
            _ => await OfAsync(account, cancellationToken) switch
            {
                ChatRule.All => ChatStanding.New,
                ChatRule.Direct when await IsDirectAsync(account, chat, cancellationToken) => ChatStanding.New,
                _ => ChatStanding.Unwanted,
            },
        };

    public void Dispose() => _isDirect.Dispose();

    /// <summary>Asks the network once: of a chat that stays away nothing is kept.</summary>
    private async ValueTask<bool> IsDirectAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(account.Network, chat, cancellationToken) is { } portal)
        {
            return IsDirect(portal.Kind);
        }

        var key = (account.Network, account.Id, chat);
        if (!_isDirect.TryGet(key, out var isDirect))
        {
            isDirect = IsDirect((await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(chat, cancellationToken), cancellationToken)).Kind);
            _isDirect.Set(key, isDirect);
        }

        return isDirect;
    }

    private static bool IsDirect(ChatKind kind) => kind is ChatKind.Direct or ChatKind.NoteToSelf;
}
