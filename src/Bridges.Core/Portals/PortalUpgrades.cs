using Bridges.Core.DoublePuppets;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>
/// Follows a room that was upgraded into the one that replaces it. The old room's end names the new one, and the new one's
/// beginning the old one: only where both agree does the chat move.
/// </summary>
internal sealed partial class PortalUpgrades(
    PortalRegistry portals, PortalRooms rooms, PortalUpkeep upkeep, AccountChats chats, PortalOwners owners, DoublePuppetRegistry doublePuppets, HomeserverClients clients,
    CoreOptions options, ILogger<PortalUpgrades> logger)
{
    /// <summary>A portal's room ended: goes into the next one where the bot can. Where it is only invited later, that leads there.</summary>
    public async Task EndedAsync(PortalRow portal, MatrixEvent tombstone, CancellationToken cancellationToken)
    {
        if (tombstone.Content.TryGetProperty("replacement_room", out var named) && RoomId.TryParse(named.ToString(), out var next)
            && await EnterAsync(portal, next, cancellationToken))
        {
            await FollowAsync(portal, next, cancellationToken);
        }
    }

    /// <summary>The bot came into a room: where it replaces a portal's, the portal moves there.</summary>
    /// <returns>False where it is another room.</returns>
    public async Task<bool> TryFollowAsync(RoomId next, CancellationToken cancellationToken)
    {
        var create = await clients.Main.GetStateAsync(actingAs: null, next, EventTypes.Create, "", cancellationToken);
        if (!RoomId.TryParse(create?["predecessor"]?["room_id"]?.ToString(), out var old) || await portals.ByRoomAsync(old, cancellationToken) is not { } portal)
        {
            return false;
        }

        await FollowAsync(portal, next, cancellationToken);
        return true;
    }

    private async Task FollowAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        var old = new RoomId(portal.RoomId!);
        var end = await clients.Main.GetStateAsync(actingAs: null, old, RoomStateTypes.Tombstone, "", cancellationToken);
        var beginning = await clients.Main.GetStateAsync(actingAs: null, next, EventTypes.Create, "", cancellationToken);
        if (end?["replacement_room"]?.ToString() != next.Value || beginning?["predecessor"]?["room_id"]?.ToString() != old.Value)
        {
            return;
        }

        portal = portal with { RoomId = next.Value };
        await portals.SaveAsync(portal, cancellationToken);
        Log.Followed(logger, old.Value, next.Value);
        foreach (var mark in rooms.Marks(portal))
        {
            await TryAsync(() => clients.Main.SendStateAsync(actingAs: null, next, mark.Type, mark.StateKey, mark.Content, cancellationToken), next);
        }

        var present = await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken);
        foreach (var account in present)
        {
            await TryAsync(() => owners.BringInAsync(portal, account, cancellationToken), next);
        }

        if (present is [var one, ..])
        {
            upkeep.Compare(one, portal.Chat, soon: true);
        }
    }

    /// <summary>By itself where the room is open to it, else invited by one of the chat's own people.</summary>
    private async Task<bool> EnterAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => clients.Main.JoinAsync(actingAs: null, next, cancellationToken), next))
        {
            return true;
        }

        foreach (var account in await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken))
        {
            if (await doublePuppets.FindAsync(account.Owner, cancellationToken) is { } puppet
                && await TryAsync(() => InviteBotAsync(puppet, next, cancellationToken), next))
            {
                return true;
            }
        }

        return false;
    }

    private async Task InviteBotAsync(MatrixSender puppet, RoomId next, CancellationToken cancellationToken)
    {
        await puppet.Client.InviteAsync(puppet.User, next, options.Bot, cancellationToken);
        await clients.Main.JoinAsync(actingAs: null, next, cancellationToken);
    }

    private async Task<bool> TryAsync(Func<Task> attempt, RoomId room)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, room.Value, exception.ErrorCode);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Room {Old} was upgraded; its chat goes on in {Next}")]
        public static partial void Followed(ILogger logger, string old, string next);

        [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room}, which replaces another one, refuses something to the bridge ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string room, string errorCode);
    }
}
