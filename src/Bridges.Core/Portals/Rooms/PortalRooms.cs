using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Rooms;

/// <summary>What a new portal room is like: private, without guests, its history for those who were there.</summary>
internal sealed class PortalRooms(BridgeInformation information, CoreOptions options)
{
    /// <param name="features">What may be said in it (<see cref="RoomFeatures"/>).</param>
    /// <param name="levels">Of people whose level is not the usual one.</param>
    /// <param name="rights">What changes the chat itself needs.</param>
    /// <param name="invite">Who is needed at once.</param>
    /// <param name="areUsersSureToJoin">They come in with the room, so that nothing is said before.</param>
    public CreateRoomRequest Request(
        PortalRow portal, JsonObject features, IReadOnlyDictionary<string, int> levels, IReadOnlyDictionary<string, int> rights, IReadOnlyList<UserId> invite, bool areUsersSureToJoin) => new()
    {
        Name = portal.Name,
        Topic = portal.Topic,
        Preset = "private_chat",
        Visibility = "private",
        IsDirect = portal.Kind == ChatKind.Direct,
        Invite = invite,
        InitialState =
        [
            .. Marks(portal),
            .. portal.AvatarMxc is { } mxc ? [new InitialState(EventTypes.Avatar, "", new JsonObject { ["url"] = mxc })] : Array.Empty<InitialState>(),
            new InitialState(RoomFeatures.EventType, "", features),
            new InitialState(RoomStateTypes.GuestAccess, "", new JsonObject { ["guest_access"] = "forbidden" }),
            new InitialState(RoomStateTypes.HistoryVisibility, "", new JsonObject { ["history_visibility"] = areUsersSureToJoin ? "joined" : "invited" }),
        ],
        PowerLevelContentOverride = RoomPowers.Content(options.Bot.Value, levels, rights, portal.Kind == ChatKind.Direct),
        CreationContent = portal.Kind == ChatKind.Community
            ? new JsonObject { ["m.federate"] = true, ["type"] = "m.space" }
            : new JsonObject { ["m.federate"] = true },
    };

    /// <summary>The state by which clients, and the bridge itself, know what the room mirrors.</summary>
    public IEnumerable<InitialState> Marks(PortalRow portal)
    {
        foreach (var type in BridgeInformation.EventTypes)
        {
            yield return new InitialState(type, information.StateKeyOf(portal.Network), information.Content(portal.Network, portal.Chat, portal.Name));
        }

        // MSC4171: clients leave the bot out when they name a room after its members.
        yield return new InitialState("io.element.functional_members", "", new JsonObject { ["service_members"] = new JsonArray(options.Bot.Value) });
    }
}
