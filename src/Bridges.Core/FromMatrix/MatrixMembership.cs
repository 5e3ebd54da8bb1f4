using System.Text.Json;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Answers invitations to the bot, and notices when people leave their portals.</summary>
internal sealed class MatrixMembership(
    PortalRegistry portals, PortalCloser closer, AccountRegistry accounts, ManagementRooms managementRooms, HomeserverClients clients, CoreOptions options, GhostIds ids)
{
    public async Task<RowOutcome> HandleAsync(MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var membership = roomEvent.Content.TryGetProperty("membership", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (!UserId.TryParse(roomEvent.StateKey!, out var who))
        {
            return RowOutcome.Nothing;
        }

        switch (membership)
        {
            case "invite" when who == options.Bot:
                await managementRooms.AcceptAsync(roomEvent, cancellationToken);
                break;
            case "invite" when ids.IsOurs(who) && await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken) is null:
                // A ghost cannot talk in a room that is no portal; the inviter learns how to start a chat.
                await clients.Main.LeaveAsync(who, roomEvent.RoomId, cancellationToken);
                break;
            case "leave" or "ban" when who == options.Bot && await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken) is { } lost:
                await closer.CloseAsync(lost, cancellationToken);
                break;
            case "leave" or "ban" when !ids.IsOurs(who) && await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken) is { } portal:
                await LeftAsync(portal, who, cancellationToken);
                break;
        }

        return RowOutcome.Nothing;
    }

    /// <summary>A room that its last user left mirrors nothing for nobody; the next message begins a new one.</summary>
    private async Task LeftAsync(PortalRow portal, UserId who, CancellationToken cancellationToken)
    {
        foreach (var account in accounts.OwnedBy(who).Where(account => account.Network == portal.Network))
        {
            await closer.LeaveAsync(account, portal, cancellationToken);
        }
    }
}
