using System.Text.Json;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Moves;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix;

/// <summary>Answers invitations to the bot and to ghosts, and notices who leaves a portal, or comes back into it.</summary>
internal sealed class MatrixMembership(
    PortalRegistry portals, PortalVisitors visitors, PortalUpgrades upgrades, BotInvitations botInvitations, GhostInvitations ghostInvitations, GhostIds ids, CoreOptions options)
{
    public async Task<RowOutcome> HandleAsync(MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var membership = roomEvent.Content.TryGetProperty("membership", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (!UserId.TryParse(roomEvent.StateKey!, out var who))
        {
            return RowOutcome.Nothing;
        }

        var portal = await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken);
        switch (membership)
        {
            case "invite" when who == options.Bot:
                await botInvitations.AcceptAsync(roomEvent, cancellationToken);
                break;
            case "invite" when ids.IsOurs(who) && portal is null:
                await ghostInvitations.AnswerAsync(roomEvent.Sender, who, roomEvent.RoomId, cancellationToken);
                break;
            case "leave" or "ban" when who == options.Bot && portal is not null:
                await visitors.BotLeftAsync(portal, cancellationToken);
                break;
            case "leave" or "ban" when !ids.IsOurs(who) && portal is not null:
                await visitors.LeftAsync(portal, who, cancellationToken);
                break;
            case "join" when !ids.IsOurs(who) && portal is not null:
                await visitors.CameAsync(portal, who, cancellationToken);
                break;
        }

        return RowOutcome.Nothing;
    }

    /// <summary>A portal's room ended, because somebody upgraded it.</summary>
    public async Task<RowOutcome> EndedAsync(MatrixEvent tombstone, CancellationToken cancellationToken)
    {
        if (await portals.ByRoomAsync(tombstone.RoomId, cancellationToken) is { } portal)
        {
            await upgrades.EndedAsync(portal, tombstone, cancellationToken);
        }

        return RowOutcome.Nothing;
    }
}
