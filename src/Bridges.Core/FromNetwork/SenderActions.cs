using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Does in the rooms of chats what remote people did there, in the name of who did it (<see cref="Senders"/>).</summary>
internal sealed class SenderActions(Senders senders, GhostIds ids, DoublePuppetRegistry doublePuppets, HomeserverClients clients, ICheckpoints checkpoints)
{
    /// <summary>
    /// Does something in the portal in a person's name, brought into the room where needed. Where the homeserver turns out to no longer
    /// let the bridge act for its user, their ghost does it.
    /// </summary>
    public async Task<T> ActAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        var sender = await senders.ForAsync(account, portal, user, cancellationToken);
        return await ActAsync(account, portal, user, sender, action, cancellationToken);
    }

    private async Task<T> ActAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, MatrixSender sender, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken) =>
        await DoneAsync(() => ActAsync(account, new RoomId(portal.RoomId!), user, sender, action, cancellationToken));

    private async Task<T> ActAsync<T>(
        RunningAccount account, RoomId room, RemoteUserId user, MatrixSender sender, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.Main.AsMemberAsync(room, sender, action, cancellationToken);
        }
        catch (MatrixException exception) when (doublePuppets.Refused(sender, exception))
        {
            return await clients.Main.AsMemberAsync(room, await senders.GhostAsync(account, user, cancellationToken), action, cancellationToken);
        }
    }

    /// <summary>
    /// Says something in the portal in a person's name. Where they can be no user of the homeserver, or somebody banned or silenced them in the
    /// room, the bot says it for them.
    /// </summary>
    /// <param name="sender">What <see cref="Senders.ForMessageAsync"/> said.</param>
    /// <param name="asBot">The same as the bot says it, with the person's name.</param>
    public async Task<T> SayAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, MatrixSender sender, Func<MatrixSender, Task<T>> action, Func<MatrixSender, string, Task<T>> asBot,
        CancellationToken cancellationToken)
    {
        if (!senders.IsBot(sender.User))
        {
            try
            {
                return await ActAsync(account, portal, user, sender, action, cancellationToken);
            }
            catch (MatrixException exception) when (exception.IsNotAllowed)
            {
                // The bot can.
            }
        }

        var name = await senders.NameOfAsync(portal.Network, user, cancellationToken);
        return await DoneAsync(() => asBot(senders.Bot, name));
    }

    /// <summary>
    /// The same for what counts only from who said something. Where that was a ghost by whom its person does not speak any more, of a former id or of the
    /// time before they logged in, it comes back for as long as this takes.
    /// </summary>
    /// <param name="author">Who said it; null where that is not known.</param>
    public async Task<T> ActAsAuthorAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, UserId? author, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        if (author is { } bot && senders.IsBot(bot))
        {
            return await DoneAsync(() => action(senders.Bot));
        }

        var sender = await senders.ForAsync(account, portal, user, cancellationToken);
        if (author is not { } ghost || ghost == sender.User || !ids.IsGhost(ghost))
        {
            return await ActAsync(account, portal, user, sender, action, cancellationToken);
        }

        var room = new RoomId(portal.RoomId!);
        var done = await DoneAsync(() => clients.Main.AsMemberAsync(room, new MatrixSender(clients.Main, ghost), action, cancellationToken));
        await clients.Main.LeaveAsync(ghost, room, cancellationToken);
        return done;
    }

    /// <summary>Takes something that a person did back in their name, or in the bot's: of a user whom the bridge may not act for, or of a ghost that has gone.</summary>
    public async Task RedactAsync(
        RunningAccount account, PortalRow portal, RemoteUserId user, EventId target, string transaction, JsonObject content, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        try
        {
            await ActAsync(account, portal, user, who => who.Client.RedactAsync(who.User, room, target, transaction, reason: null, cancellationToken, content), cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            await clients.Main.RedactAsync(actingAs: null, room, target, transaction, reason: null, cancellationToken, content);
        }
    }

    private async Task<T> DoneAsync<T>(Func<Task<T>> act)
    {
        checkpoints.Reached(Checkpoint.EventSending);
        var done = await act();
        checkpoints.Reached(Checkpoint.EventSent);
        return done;
    }
}
