using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Groups;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Gives a group on the network the name, topic or picture that a member gave its room, by that member's account.</summary>
internal sealed class MatrixRoomLook(
    MemberChanges changes, PortalRegistry portals, PortalUpkeep upkeep, GroupDeeds groups, GroupPictures pictures, HomeserverClients clients)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        var (type, wanted) = (roomEvent.Type, RoomLook.ValueIn(roomEvent.Type, roomEvent.Content));
        var shown = await clients.Main.GetStateAsync(actingAs: null, roomEvent.RoomId, type, "", cancellationToken);
        if (wanted == RoomLook.ValueOf(type, portal) || wanted != RoomLook.ValueIn(type, shown))
        {
            // The network says so already; or somebody changed it once more, which has a row of its own.
            return RowOutcome.Nothing;
        }

        if (await changes.IsOfRoomAloneAsync(portal, roomEvent, cancellationToken))
        {
            return RowOutcome.Nothing;
        }

        if (portal.Kind is ChatKind.Direct or ChatKind.NoteToSelf)
        {
            return new RowOutcome.Refused("A chat of two looks like the other person.");
        }

        // The network's own news of it must not be shown before it is known whose change it was.
        using var held = upkeep.Hold(portal.Network, portal.Chat);
        return await changes.MakeAsync(
            row, portal, roomEvent, account => ChangeAsync(account, portal, roomEvent, wanted, cancellationToken),
            account => NoteAsync(account, portal, type, wanted, cancellationToken), cancellationToken);
    }

    private async Task ChangeAsync(RunningAccount account, PortalRow portal, MatrixEvent roomEvent, string wanted, CancellationToken cancellationToken)
    {
        switch (roomEvent.Type)
        {
            case EventTypes.Name when wanted.Length == 0:
                throw BridgeException.Permanent("A group has to have a name there.");
            case EventTypes.Name:
                await groups.RenameAsync(account, portal.Chat, wanted, cancellationToken);
                break;
            case EventTypes.Topic:
                await groups.SetTopicAsync(account, portal.Chat, wanted, cancellationToken);
                break;
            default:
                await pictures.SetAsync(account, portal.Chat, roomEvent, wanted, cancellationToken);
                break;
        }
    }

    /// <summary>The room shows it already: nothing is left to write there.</summary>
    private async Task<RowOutcome> NoteAsync(RunningAccount account, PortalRow portal, string type, string wanted, CancellationToken cancellationToken)
    {
        var picture = type == EventTypes.Avatar && wanted.Length > 0
            ? (await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(portal.Chat, cancellationToken), cancellationToken)).Avatar?.Id
            : null;
        await portals.ChangeLookAsync(
            portal,
            now => type switch
            {
                EventTypes.Name => now with { Name = wanted },
                EventTypes.Topic => now with { Topic = wanted },
                _ => now with { AvatarId = picture, AvatarMxc = wanted.Length > 0 ? wanted : null },
            },
            cancellationToken);
        return RowOutcome.Nothing;
    }
}
