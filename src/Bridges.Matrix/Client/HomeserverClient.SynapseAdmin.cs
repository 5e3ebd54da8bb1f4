using System.Net;

namespace Bridges.Matrix;

/// <content>Synapse's own administration (its documentation, "Admin API"); other homeservers do not have it.</content>
public sealed partial class HomeserverClient
{
    /// <summary>Whether a user may administer the homeserver, and its administration is reached.</summary>
    public async Task<bool> MayAdministerAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        try
        {
            await _transport.SendAsync(HomeserverCall.Get(EscapedPath.Of($"/_synapse/admin/v1/rooms").With("limit", 1).As(actingAs ?? _self)), TransportJson.Default.JsonElement, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (exception.Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout))
        {
            // Whoever runs it may let nobody in to its administration, by a proxy that answers itself.
            return false;
        }
    }

    /// <summary>Orders that everybody is taken out of a room and all that was said there is erased; it is done in the background.</summary>
    /// <returns>By which to ask how it goes; null where the homeserver knows no such room.</returns>
    public async Task<string?> OrderRoomDeletionAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var call = new HomeserverCall(HttpMethod.Delete, EscapedPath.Of($"/_synapse/admin/v2/rooms/{room}").As(actingAs ?? _self))
        {
            Body = BytesBody.OfJson(ToBytes(new RoomDeletionRequest(Purge: true, Block: false), TransportJson.Default.RoomDeletionRequest)),
        };
        try
        {
            return (await _transport.SendAsync(call, TransportJson.Default.RoomDeletionOrder, cancellationToken)).DeleteId;
        }
        catch (MatrixException unknown) when (unknown.ErrorCode == MatrixErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <summary>How a deletion goes: null while it is under way, else whether it was done.</summary>
    public async Task<bool?> IsRoomDeletedAsync(UserId? actingAs, string deletion, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_synapse/admin/v2/rooms/delete_status/{deletion}").As(actingAs ?? _self);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.RoomDeletionStatus, cancellationToken)).Status switch
        {
            "complete" => true,
            "failed" => false,
            _ => null,
        };
    }
}
