using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Marks;

/// <summary>Tells networks how their users keep the rooms of chats in their clients.</summary>
internal sealed partial class ClientMarks(
    AccountRegistry accounts, PortalRegistry portals, SenderAccounts senders, KeptChats kept, FirstLooks looks, IAccountEvents events, ILogger<ClientMarks> logger)
{
    /// <summary>Whether an account of this user has come since all their marks were looked at.</summary>
    public async Task<bool> AreOwedAsync(UserId user, CancellationToken cancellationToken) => (await looks.OwedAsync(accounts.OwnedBy(user), cancellationToken)).Count > 0;

    /// <param name="isWhole">Whether these are all marks that there are, rather than what changed: only then has anybody looked.</param>
    /// <returns>False where some of it has to be told again.</returns>
    public async Task<bool> TakeAsync(UserId user, RoomMarkChanges changes, bool isWhole, CancellationToken cancellationToken)
    {
        var owed = await looks.OwedAsync(accounts.OwnedBy(user), cancellationToken);
        var isDone = await TakeAsync(user, changes, owed, cancellationToken);
        if (isDone && isWhole)
        {
            await looks.DoneAsync(owed, cancellationToken);
        }

        return isDone;
    }

    private async Task<bool> TakeAsync(UserId user, RoomMarkChanges changes, IReadOnlyList<RunningAccount> unseen, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var change in changes.Rooms)
        {
            isDone &= await TakeAsync(user, change.Room, new SeenMarks(change.IsFavourite, change.IsLowPriority, change.IsMarkedUnread), unseen, cancellationToken);
        }

        foreach (var room in changes.Muted ?? new HashSet<RoomId>())
        {
            isDone &= await TakeAsync(user, room, new SeenMarks(IsMuted: true), unseen, cancellationToken);
        }

        foreach (var room in changes.Muted is { } muted ? await NoLongerMutedAsync(user, muted, cancellationToken) : [])
        {
            isDone &= await TakeAsync(user, room, new SeenMarks(IsMuted: false), unseen, cancellationToken);
        }

        return isDone;
    }

    private async Task<IReadOnlyList<RoomId>> NoLongerMutedAsync(UserId user, IReadOnlySet<RoomId> muted, CancellationToken cancellationToken)
    {
        var sound = new List<RoomId>();
        foreach (var account in accounts.OwnedBy(user))
        {
            foreach (var chat in await kept.SeenMutedAsync(account, cancellationToken))
            {
                if ((await portals.FindAsync(account.Network, chat, cancellationToken))?.RoomId is { } id && new RoomId(id) is var room && !muted.Contains(room))
                {
                    sound.Add(room);
                }
            }
        }

        return sound;
    }

    private async Task<bool> TakeAsync(UserId user, RoomId room, SeenMarks seen, IReadOnlyList<RunningAccount> unseen, CancellationToken cancellationToken)
    {
        if (await portals.ByRoomAsync(room, cancellationToken) is not { } portal
            || await senders.FindAsync(portal, user, cancellationToken) is not { Account: ISetsChatSettings ability } account)
        {
            return true;
        }

        try
        {
            if (unseen.Any(one => one.Network == account.Network && one.Id == account.Id))
            {
                await kept.SeenFirstAsync(account, portal.Chat, seen, cancellationToken);
            }
            else if (await kept.SeenAsync(account, portal.Chat, seen, ability, cancellationToken) is { } refusal)
            {
                events.Notify(account, $"How you keep a chat in your client was not taken over: {refusal}");
            }

            return true;
        }
        catch (Exception exception) when (exception is BridgeException or TimeoutException)
        {
            Log.NotYet(logger, account.Network, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "How a user keeps a chat could not be told to {Network} yet: {Reason}")]
        public static partial void NotYet(ILogger logger, NetworkId network, string reason);
    }
}
