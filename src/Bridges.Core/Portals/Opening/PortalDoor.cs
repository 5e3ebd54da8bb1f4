using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Rooms;
using Bridges.Core.Portals.Rules;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Storage;

namespace Bridges.Core.Portals.Opening;

/// <summary>
/// Opens the room of a chat when it is needed: for what is said there, or because somebody asked. Called by the chat's own lane.
/// </summary>
internal sealed class PortalDoor(PortalRegistry portals, PortalMaker maker, PortalOwners owners, ChatRules rules, RoomTurns turns, RoomBudget budget, PortalUpkeep upkeep)
{
    /// <summary>
    /// The portal with its room for something that was said, made where there is none. The owner of the account comes in, unless
    /// they left, are out of the chat, or do not want it. Null where the chat is to stay away: the room of a group that its last
    /// reader left, and what the account's owner does not want.
    /// </summary>
    /// <param name="speaker">Who said it, or null.</param>
    public async Task<OpenPortal?> ForMessageAsync(RunningAccount account, ChatKey chat, RemoteUserId? speaker, CancellationToken cancellationToken)
    {
        // Before the look for the room: a chat that moves here meanwhile brings along those who are in it.
        var standing = await rules.StandingAsync(account, chat, cancellationToken);
        if (await OpenedAsync(account, chat, standing, cancellationToken) is { } opened)
        {
            return opened;
        }

        var portal = await portals.FindAsync(account.Network, chat, cancellationToken);
        if (standing == ChatStanding.Unwanted || (standing == ChatStanding.Known && portal is not { Kind: ChatKind.Direct or ChatKind.NoteToSelf }))
        {
            return null;
        }

        budget.Take(account);
        return await turns.UnaskedAsync(account, () => MakeAsync(account, portal, chat, speaker, cancellationToken), cancellationToken);
    }

    /// <summary>The portal with its room because its owner asked: they come in even if they had left, or switched it off.</summary>
    public async Task<OpenPortal> OnRequestAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: not null } portal)
        {
            await owners.BringInAsync(portal, account, cancellationToken);
            upkeep.Compare(account, chat, soon: true);
            return new OpenPortal(portal, IsOpenedAgain: false);
        }

        return await turns.ForRequestAsync(
            account.Network,
            async () => await MakeAsync(account, await portals.FindAsync(account.Network, chat, cancellationToken), chat, speaker: null, cancellationToken),
            cancellationToken);
    }

    private async Task<OpenPortal> MakeAsync(RunningAccount account, PortalRow? before, ChatKey chat, RemoteUserId? speaker, CancellationToken cancellationToken)
    {
        var details = await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(chat, cancellationToken), cancellationToken);
        if (before is not { IsCreating: true })
        {
            if (details.Former is { } former && await portals.FormerAsync(account.Network, former.Key, cancellationToken) is { } goesOn)
            {
                return new OpenPortal(goesOn, IsOpenedAgain: false) { Former = former };
            }

            // The former one may have moved while the network was asked.
            if (await OpenedAsync(account, chat, ChatStanding.New, cancellationToken) is { } moved)
            {
                return moved;
            }
        }

        var portal = await maker.MakeAsync(account, details, speaker, cancellationToken);
        upkeep.Compare(account, portal.Chat, soon: true);
        return new OpenPortal(portal, IsOpenedAgain: before is { IsClosed: true });
    }

    /// <summary>The portal where it has a room; the owner of the account comes in if the chat is new to them.</summary>
    /// <param name="standing">As it was a moment ago: who was new to the chat may have come in meanwhile, and is asked again.</param>
    private async Task<OpenPortal?> OpenedAsync(RunningAccount account, ChatKey chat, ChatStanding standing, CancellationToken cancellationToken)
    {
        if (await portals.FindAsync(account.Network, chat, cancellationToken) is not { RoomId: not null } portal)
        {
            return null;
        }

        if (standing == ChatStanding.New && await rules.StandingAsync(account, chat, cancellationToken) == ChatStanding.New)
        {
            await owners.BringInAsync(portal, account, cancellationToken);
            upkeep.Compare(account, chat, soon: true);
        }

        return new OpenPortal(portal, IsOpenedAgain: false);
    }
}
