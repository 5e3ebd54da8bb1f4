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
internal sealed class Senders(
    AccountRegistry accounts, AccountChats chats, GhostRegistry ghosts, GhostIds ids, DoublePuppetRegistry doublePuppets, HomeserverClients clients, CoreOptions options, ICheckpoints checkpoints)
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
        var sender = await ForAsync(account, portal, user, cancellationToken);
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
            return await clients.Main.AsMemberAsync(room, await GhostAsync(account, user, cancellationToken), action, cancellationToken);
        }
    }

    /// <summary>In whose name a message appears: the bot's where its author can be no user of the homeserver.</summary>
    public async ValueTask<MatrixSender> ForMessageAsync(RunningAccount account, PortalRow portal, RemoteUserId user, CancellationToken cancellationToken)
    {
        try
        {
            return await ForAsync(account, portal, user, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return Bot;
        }
    }

    /// <summary>
    /// Says something in the portal in a person's name. Where they can be no user of the homeserver, or somebody banned or silenced them in the
    /// room, the bot says it for them.
    /// </summary>
    /// <param name="sender">What <see cref="ForMessageAsync"/> said.</param>
    /// <param name="asBot">The same as the bot says it, with the person's name.</param>
    public async Task<T> SayAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, MatrixSender sender, Func<MatrixSender, Task<T>> action, Func<MatrixSender, string, Task<T>> asBot,
        CancellationToken cancellationToken)
    {
        if (!IsBot(sender.User))
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

        var name = await NameOfAsync(portal.Network, user, cancellationToken);
        return await DoneAsync(() => asBot(Bot, name));
    }

    /// <summary>Whether the bot said it, for somebody who could not.</summary>
    public bool IsBot(UserId author) => author == options.Bot;

    /// <summary>What a person is called here.</summary>
    public async ValueTask<string> NameOfAsync(NetworkId network, RemoteUserId user, CancellationToken cancellationToken) =>
        accounts.OfPerson(network, user)?.Name ?? (await ghosts.FindAsync(network, user, cancellationToken))?.Name ?? ShownText.Name(user.Value);

    /// <summary>
    /// The same for what counts only from who said something. Where that was their ghost of a former id, it comes back for as long as
    /// this takes.
    /// </summary>
    /// <param name="author">Who said it; null where that is not known.</param>
    public async Task<T> ActAsAuthorAsync<T>(
        RunningAccount account, PortalRow portal, RemoteUserId user, UserId? author, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        if (author is { } bot && IsBot(bot))
        {
            return await DoneAsync(() => action(Bot));
        }

        if (author is not { } former || !ids.IsFormerOf(portal.Network, user, former))
        {
            return await ActAsync(account, portal, user, action, cancellationToken);
        }

        var room = new RoomId(portal.RoomId!);
        var done = await DoneAsync(() => clients.Main.AsMemberAsync(room, new MatrixSender(clients.Main, former), action, cancellationToken));
        await clients.Main.LeaveAsync(former, room, cancellationToken);
        return done;
    }

    private async Task<T> DoneAsync<T>(Func<Task<T>> act)
    {
        checkpoints.Reached(Checkpoint.EventSending);
        var done = await act();
        checkpoints.Reached(Checkpoint.EventSent);
        return done;
    }

    private MatrixSender Bot => new(clients.Main, options.Bot);

    private ValueTask<MatrixSender> GhostAsync(RunningAccount account, RemoteUserId user, CancellationToken cancellationToken) =>
        ghosts.MeetAsync(account, user, cancellationToken);
}
