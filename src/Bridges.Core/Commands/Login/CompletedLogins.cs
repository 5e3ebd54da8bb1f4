using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Commands.Login;

/// <summary>What becomes of a login that is complete: an account, and word of it and of its first rooms.</summary>
internal sealed class CompletedLogins(AccountLifecycle accounts, SyncReports reports)
{
    public Task<RunningAccount?> AddAsync(LoginConversation conversation, StoredAccount account, CancellationToken cancellationToken) =>
        accounts.AddAsync(conversation.Network.Description.Id, account, conversation.Call.Sender, cancellationToken, conversation.Amount);

    /// <param name="running">Null where it could not be started yet.</param>
    public async Task TellAsync(LoginConversation conversation, StoredAccount account, RunningAccount? running)
    {
        var call = conversation.Call;
        await call.Reply($"You are logged in to {conversation.Network.Description.DisplayName} as {account.Name}.");
        if (running is not null)
        {
            reports.Begin(call.Room, running);
        }
    }
}
