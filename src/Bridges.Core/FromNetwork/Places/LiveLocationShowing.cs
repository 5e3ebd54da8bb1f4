using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Core.LiveLocations;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Places;

/// <summary>Moves one shared place on Matrix, by a beacon or an edit, and ends it.</summary>
internal sealed class LiveLocationShowing(AccountRegistry accounts, PortalRegistry portals, MessageTable messages, SenderActions actions, TimeProvider time)
{
    /// <returns>False: nobody can show it any more.</returns>
    public async Task<bool> ShowAsync(LiveLocationRow row, bool isOver, CancellationToken cancellationToken)
    {
        if (LivePlaces.Read(row) is not { } place || row.Message is not { } message
            || await portals.FindAsync(row.Network, row.Chat, cancellationToken) is not { RoomId: not null } portal || portal.RoomId != row.RoomId
            || (await messages.ByRemoteAsync(row.Network, row.Chat, message, cancellationToken)).FirstOrDefault(known => known.EventId == row.EventId) is not { IsDeleted: false } known)
        {
            return false;
        }

        if (accounts.Find(row.Network, row.Account) is not { } account)
        {
            throw BridgeException.Transient("The account that it came for is not running.");
        }

        var mark = BridgeMark.Edit(portal, message, known.Part, row.Version) with { IsChange = true };
        if (!row.IsBeacon)
        {
            mark = isOver ? mark with { Id = $"{mark.Id}/ended" } : mark;
            var edit = PlaceComposer.Compose(place with { HasEnded = isOver }).AsReplacementOf(new EventId(row.EventId)) with { Additional = mark.In() };
            await ActAsync(account, portal, row, (who, room) => who.Client.SendMessageAsync(who.User, room, TransactionOf(portal, mark), edit, timestamp: null, cancellationToken), cancellationToken);
            return true;
        }

        if (row.Version > row.ShownVersion)
        {
            var beacon = Marked(new Beacon(new EventId(row.EventId), new GeoPoint(place.Latitude, place.Longitude, place.Accuracy), time.GetUtcNow()).ToJson(), mark);
            await ActAsync(
                account, portal, row, (who, room) => who.Client.SendEventAsync(who.User, room, BeaconTypes.Beacon, TransactionOf(portal, mark), beacon, timestamp: null, cancellationToken), cancellationToken);
        }

        if (isOver)
        {
            var end = Marked(SharedPlaces.EndOf(row), mark with { Id = $"{mark.Id}/ended" });
            await ActAsync(account, portal, row, (who, room) => who.Client.SendStateAsync(who.User, room, BeaconTypes.Info, who.User.Value, end, cancellationToken), cancellationToken);
        }

        return true;
    }

    private Task<EventId> ActAsync(
        RunningAccount account, PortalRow portal, LiveLocationRow row, Func<MatrixSender, RoomId, Task<EventId>> act, CancellationToken cancellationToken) =>
        actions.ActAsync(account, portal, new RemoteUserId(row.Sender), who => act(who, new RoomId(row.RoomId)), cancellationToken);

    private static string TransactionOf(PortalRow portal, BridgeMark mark) => TransactionIds.Of(portal.Network, portal.Chat, mark.Id);

    private static JsonObject Marked(JsonObject content, BridgeMark mark)
    {
        content[BridgeMark.Key] = mark.Alone()[BridgeMark.Key]!.DeepClone();
        return content;
    }
}
