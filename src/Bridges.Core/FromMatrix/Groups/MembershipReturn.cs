using System.Text.Json.Nodes;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Users;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Makes somebody again what they were in a room, where the network did not do what was done to them there.</summary>
internal sealed partial class MembershipReturn(
    AccountRegistry accounts, PortalOwners owners, NonMembers nonMembers, GhostIds ids, HomeserverClients clients, NetworkCatalog networks, ILogger<MembershipReturn> logger)
{
    public async Task ReturnAsync(PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var room = roomEvent.RoomId;
        if (MembershipDeed.Read(roomEvent) is not { } deed
            || await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.Member, deed.To.Value, cancellationToken) is not { } now)
        {
            return;
        }

        try
        {
            switch (deed.Membership, now["membership"]?.ToString())
            {
                case ("invite", "invite" or "join") when deed.Before is not "join":
                    await clients.Main.KickAsync(actingAs: null, room, deed.To, $"{networks.NameOf(portal.Network)} did not take them into the group.", cancellationToken);
                    break;
                case ("leave", "leave") when deed.WasBannedThere && ids.IsGhost(deed.To):
                    await nonMembers.TakeOutAsync(room, deed.To, "Still banned", isBan: true, cancellationToken);
                    break;
                case ("leave", "leave") when deed.Before is "join" or null:
                    await BringBackAsync(portal, room, deed.To, cancellationToken);
                    break;
                case ("ban", "ban"):
                    await clients.Main.SendStateAsync(actingAs: null, room, EventTypes.Member, deed.To.Value, new JsonObject { ["membership"] = "leave" }, cancellationToken);
                    await BringBackAsync(portal, room, deed.To, cancellationToken);
                    break;
            }
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotReturned(logger, room.Value, exception.ErrorCode);
        }
    }

    /// <summary>A comparison with the network follows, which takes out who does not belong here.</summary>
    private async Task BringBackAsync(PortalRow portal, RoomId room, UserId who, CancellationToken cancellationToken)
    {
        if (ids.IsGhost(who))
        {
            await clients.Main.BringInAsync(room, new MatrixSender(clients.Main, who), cancellationToken);
        }
        else if (accounts.OwnedBy(who).FirstOrDefault(account => account.Network == portal.Network) is { } account)
        {
            await owners.BringInAsync(portal, account, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot set a membership back in room {Room} ({ErrorCode})")]
        public static partial void NotReturned(ILogger logger, string room, string errorCode);
    }
}
