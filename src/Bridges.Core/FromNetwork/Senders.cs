using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// In whose name a remote person's doings appear on Matrix. It follows from the person alone, never from which account told
/// of it: who has a login here and is in the room appears as themself, everybody else as their ghost.
/// </summary>
internal sealed class Senders(AccountRegistry accounts, AccountChats chats, GhostRegistry ghosts, DoublePuppetRegistry doublePuppets, HomeserverClients clients, ICheckpoints checkpoints)
{
    public async ValueTask<MatrixSender> ForAsync(RunningAccount account, PortalRow portal, RemoteUserId user, CancellationToken cancellationToken) =>
        accounts.OfMember(account, portal.Chat, user) is { } own
        // Whoever left the room is not brought back into it by what they say elsewhere.
        && await chats.IsInRoomAsync(own, portal.Chat, cancellationToken)
        && await doublePuppets.FindAsync(own.Owner, cancellationToken) is { } puppet
            ? puppet
            : await GhostAsync(account, user, cancellationToken);

    /// <summary>
    /// Does something in the portal in a person's name, brought into the room where needed. Where the homeserver turns out to no longer
    /// let the bridge act for its user, their ghost does it.
    /// </summary>
    public async Task<T> ActAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var sender = await ForAsync(account, portal, user, cancellationToken);
        checkpoints.Reached(Checkpoint.EventSending);
        var done = await ActAsync(account, room, user, sender, action, cancellationToken);
        checkpoints.Reached(Checkpoint.EventSent);
        return done;
    }

    private async Task<T> ActAsync<T>(
        RunningAccount account, RoomId room, RemoteUserId user, MatrixSender sender, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.Main.AsMemberAsync(room, sender, action, cancellationToken);
        }
        catch (MatrixException exception) when (doublePuppets.Refused(sender, exception))
        {
            return await clients.Main.AsMemberAsync(room, await GhostAsync(account, user, cancellationToken), action, cancellationToken);
        }
    }

    private async Task<MatrixSender> GhostAsync(RunningAccount account, RemoteUserId user, CancellationToken cancellationToken) =>
        new(clients.Main, await ghosts.EnsureAsync(account, user, cancellationToken));
}
