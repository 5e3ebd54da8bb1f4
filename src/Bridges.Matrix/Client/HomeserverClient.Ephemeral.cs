using System.Text.Json.Nodes;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    /// <param name="timeout">How long "is typing" shows without being repeated.</param>
    public async Task SetTypingAsync(UserId? actingAs, RoomId room, bool typing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var user = actingAs ?? await OwnUserAsync(cancellationToken);
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/typing/{user}").As(actingAs ?? _self);
        var request = new TypingRequest(typing, typing ? (long)timeout.TotalMilliseconds : null);
        await _transport.SendAsync(HomeserverCall.Put(path, ToBytes(request, TransportJson.Default.TypingRequest)), cancellationToken);
    }

    public Task SendReadReceiptAsync(UserId? actingAs, RoomId room, EventId eventId, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/receipt/m.read/{eventId}").As(actingAs ?? _self);
        return _transport.SendAsync(HomeserverCall.Post(path, ToBytes([])) with { Idempotent = true }, cancellationToken);
    }

    /// <param name="fullyRead">Where the user has read to, seen by the user alone; null: as it is.</param>
    /// <param name="read">The receipt that others see; null: as it is.</param>
    public Task SetReadMarkersAsync(UserId? actingAs, RoomId room, EventId? fullyRead, EventId? read, CancellationToken cancellationToken)
    {
        var markers = new JsonObject();
        if (fullyRead is { } marker)
        {
            markers["m.fully_read"] = marker.Value;
        }

        if (read is { } receipt)
        {
            markers["m.read"] = receipt.Value;
        }

        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/read_markers").As(actingAs ?? _self);
        return _transport.SendAsync(HomeserverCall.Post(path, ToBytes(markers)) with { Idempotent = true }, cancellationToken);
    }
}
