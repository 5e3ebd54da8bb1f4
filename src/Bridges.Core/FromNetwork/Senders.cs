using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// In whose name a remote person's doings appear on Matrix. It follows from the person alone, never from which account told
/// of it: who has a login here and is in the room appears as themself, everybody else as their ghost.
/// </summary>
internal sealed class Senders(
    AccountRegistry accounts, AccountChats chats, GhostRegistry ghosts, GhostIds ids, DoublePuppetRegistry doublePuppets, HomeserverClients clients, CoreOptions options)
{
    public async ValueTask<MatrixSender> ForAsync(RunningAccount account, PortalRow portal, RemoteUserId user, CancellationToken cancellationToken) =>
        accounts.OfMember(account, portal.Chat, user) is { } own
        // Whoever left the room is not brought back into it by what they say elsewhere.
        && await chats.IsInRoomAsync(own, portal.Chat, cancellationToken)
        && await doublePuppets.FindAsync(own.Owner, cancellationToken) is { } puppet
            ? puppet
            : await GhostAsync(account, user, cancellationToken);

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
    /// Whether the bridge can edit in its author's name what a person said: what somebody else said nobody can, and what a real user said themself, only
    /// they, as long as the bridge may act for them here.
    /// </summary>
    /// <param name="said">Who said it on the network.</param>
    /// <param name="author">Who said it here.</param>
    public async ValueTask<bool> MayEditAsync(
        RunningAccount account, PortalRow portal, RemoteUserId user, RemoteUserId said, UserId author, CancellationToken cancellationToken) =>
        ids.Current(account.Network, said) == ids.Current(account.Network, user)
        && (ids.IsOurs(author) || author == (await ForMessageAsync(account, portal, user, cancellationToken)).User);

    /// <summary>Whether the bot said it, for somebody who could not.</summary>
    public bool IsBot(UserId author) => author == options.Bot;

    /// <summary>What a person is called here.</summary>
    public async ValueTask<string> NameOfAsync(NetworkId network, RemoteUserId user, CancellationToken cancellationToken) =>
        accounts.OfPerson(network, user)?.Name ?? (await ghosts.FindAsync(network, user, cancellationToken))?.Name ?? ShownText.Name(user.Value);

    /// <summary>Who a person is to those who read here: whoever is logged in is themself, so that it rings; everyone else is a ghost. Null: no user can be named so.</summary>
    public UserId? UserOf(NetworkId network, RemoteUserId user) =>
        accounts.OfPerson(network, user)?.Owner
        ?? (ids.TryToMatrix(network, user, out var ghost) ? ghost : null);

    /// <summary>Who speaks for those who cannot.</summary>
    public MatrixSender Bot => new(clients.Main, options.Bot);

    public ValueTask<MatrixSender> GhostAsync(RunningAccount account, RemoteUserId user, CancellationToken cancellationToken) =>
        ghosts.MeetAsync(account, user, cancellationToken);
}
