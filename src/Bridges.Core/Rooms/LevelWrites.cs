using System.Text.Json.Nodes;
using Bridges.Core.Caching;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>Changes the levels of rooms. They are read and written whole: two who change one room's at once would undo each other's, so they take turns.</summary>
internal sealed class LevelWrites(HomeserverClients clients)
{
    private readonly KeyedGate<RoomId> _turns = new();

    /// <param name="change">Makes of the content of <c>m.room.power_levels</c> what it is to be, in place.</param>
    /// <returns>False where the room has no levels.</returns>
    /// <exception cref="MatrixException">The homeserver does not let the bot.</exception>
    public async Task<bool> ChangeAsync(RoomId room, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(room, cancellationToken);
        if (await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", cancellationToken) is not { } content)
        {
            return false;
        }

        var wanted = (JsonObject)content.DeepClone();
        change(wanted);
        if (!JsonNode.DeepEquals(content, wanted))
        {
            await clients.Main.SendStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", wanted, cancellationToken);
        }

        return true;
    }
}
