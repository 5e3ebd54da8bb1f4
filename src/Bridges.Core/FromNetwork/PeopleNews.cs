using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Moves;
using Bridges.Core.Portals.Upkeep;

namespace Bridges.Core.FromNetwork;

/// <summary>What accounts tell of people: that they look different, or have another id.</summary>
internal sealed class PeopleNews(ProfileUpdates profiles, GhostSuccession succession, PortalRegistry portals, RemoteEventJournal journal, TimeProvider time)
{
    public void Changed(RunningAccount account, UserDetails user) => profiles.Changed(account, user);

    /// <summary>One person has another id from now on; completes when that is on disk.</summary>
    public async Task MovedAsync(RunningAccount account, RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken)
    {
        // First: told again after a crash, a chat that has moved is found no more.
        await MoveDirectChatAsync(account, new ChatKey(new RemoteChatId(from.Value), account.Id), to, cancellationToken);
        await MoveDirectChatAsync(account, new ChatKey(new RemoteChatId(from.Value)), to, cancellationToken);
        await succession.MovedAsync(account.Network, from, to, cancellationToken);
    }

    private async Task MoveDirectChatAsync(RunningAccount account, ChatKey chat, RemoteUserId to, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(account.Network, chat, cancellationToken) is not null)
        {
            var move = new RemoteChatMove { Chat = chat, NewKey = chat with { Chat = new RemoteChatId(to.Value) }, Timestamp = time.GetUtcNow() };
            await journal.AppendAsync(account, move, replayed: false, cancellationToken);
        }
    }
}
