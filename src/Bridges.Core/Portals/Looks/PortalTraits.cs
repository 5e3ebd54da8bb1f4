using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Looks;

/// <summary>What clients and senders have to know of a chat besides its look: what it takes, and how long its messages stay.</summary>
internal sealed class PortalTraits(ChatTimers timers, SettingTable settings, Database database, HomeserverClients clients)
{
    public async Task MendAsync(IRemoteAccount account, PortalRow portal, ChatDetails details, CancellationToken cancellationToken)
    {
        await timers.NoteAsync(portal, details.Timer, cancellationToken);
        var features = RoomFeatures.Of(portal.Network, account.Account, portal.Chat);
        var (key, written) = ($"features/{LaneKey.Of(portal.Network, portal.Chat)}", features.ToJsonString());
        if (await settings.GetAsync(key, cancellationToken) == written)
        {
            return;
        }

        try
        {
            await clients.Main.SendStateAsync(actingAs: null, new RoomId(portal.RoomId!), RoomFeatures.EventType, "", features, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // A room that somebody else rules: clients offer what they always do.
        }

        await database.WriteAsync([SettingTable.Set(key, written)], cancellationToken);
    }
}
