using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Spaces;

/// <summary>The entries of rooms in spaces. Which space a room is in is remembered, so that it can be taken out again.</summary>
internal sealed class SpaceEntries(Database database, SettingTable settings, HomeserverClients clients, CoreOptions options)
{
    /// <summary>Has the room stand in this space, and in no other.</summary>
    public async Task SetAsync(PortalRow portal, RoomId space, CancellationToken cancellationToken)
    {
        var before = await settings.GetAsync(KeyOf(portal), cancellationToken);
        if (before is not null && before != space.Value)
        {
            await TakeOutAsync(portal, new RoomId(before), cancellationToken);
        }

        var via = new JsonArray(options.Bot.ServerName);
        await SetStateAsync(space, RoomStateTypes.SpaceChild, portal.RoomId!, new JsonObject { ["via"] = via }, cancellationToken);
        await SetStateAsync(
            new RoomId(portal.RoomId!), RoomStateTypes.SpaceParent, space.Value, new JsonObject { ["via"] = via.DeepClone(), ["canonical"] = true }, cancellationToken);
        if (before != space.Value)
        {
            await database.WriteAsync([SettingTable.Set(KeyOf(portal), space.Value)], cancellationToken: cancellationToken);
        }
    }

    /// <summary>Takes the room out of the space that it is in; nothing where it is in none.</summary>
    public async Task RemoveAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        if (await settings.GetAsync(KeyOf(portal), cancellationToken) is { } space)
        {
            await TakeOutAsync(portal, new RoomId(space), cancellationToken);
        }
    }

    private static string KeyOf(PortalRow portal) => $"space-of/{portal.Network.Value}/{portal.RoomId}";

    private async Task TakeOutAsync(PortalRow portal, RoomId space, CancellationToken cancellationToken)
    {
        await SetStateAsync(space, RoomStateTypes.SpaceChild, portal.RoomId!, [], cancellationToken);
        await SetStateAsync(new RoomId(portal.RoomId!), RoomStateTypes.SpaceParent, space.Value, [], cancellationToken);
        await database.WriteAsync([SettingTable.Remove(KeyOf(portal))], cancellationToken: cancellationToken);
    }

    /// <summary>What is so already is not written again; a space that is gone holds nothing.</summary>
    private async Task SetStateAsync(RoomId room, string type, string stateKey, JsonObject content, CancellationToken cancellationToken)
    {
        try
        {
            var now = await clients.Main.GetStateAsync(actingAs: null, room, type, stateKey, cancellationToken);
            if (now?["via"] is not null != content["via"] is not null)
            {
                await clients.Main.SendStateAsync(actingAs: null, room, type, stateKey, content, cancellationToken);
            }
        }
        catch (MatrixException exception) when (!exception.IsTransient && content.Count == 0)
        {
            // The bot is not in it any more.
        }
    }
}
