using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    /// <param name="transactionId">The same id from the same user is the same event, as long as the homeserver lives.</param>
    /// <param name="timestamp">When it was written (MSC3316; application services only); null: now.</param>
    public Task<EventId> SendMessageAsync(
        UserId? actingAs, RoomId room, string transactionId, RoomMessageContent content, DateTimeOffset? timestamp, CancellationToken cancellationToken) =>
        SendAsync(actingAs, room, content.EventType, transactionId, content.ToBytes(), timestamp, cancellationToken);

    /// <inheritdoc cref="SendMessageAsync"/>
    public Task<EventId> SendEventAsync(
        UserId? actingAs, RoomId room, string type, string transactionId, JsonObject content, DateTimeOffset? timestamp, CancellationToken cancellationToken) =>
        SendAsync(actingAs, room, type, transactionId, ToBytes(content), timestamp, cancellationToken);

    public Task<EventId> SendStateAsync(
        UserId? actingAs, RoomId room, string type, string stateKey, JsonObject content, CancellationToken cancellationToken) =>
        EventIdOfAsync(HomeserverCall.Put(StatePath(actingAs, room, type, stateKey), ToBytes(content)), cancellationToken);

    /// <param name="additionalContent">More keys for the redaction's content.</param>
    public Task<EventId> RedactAsync(
        UserId? actingAs,
        RoomId room,
        EventId target,
        string transactionId,
        string? reason,
        CancellationToken cancellationToken,
        JsonObject? additionalContent = null)
    {
        var content = additionalContent?.DeepClone().AsObject() ?? [];
        if (reason is not null)
        {
            content["reason"] = reason;
        }

        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/redact/{target}/{transactionId}").As(actingAs ?? _self);
        return EventIdOfAsync(OnceInALife(HomeserverCall.Put(path, ToBytes(content))), cancellationToken);
    }

    /// <summary>The content of a state event; null where there is none.</summary>
    public Task<JsonObject?> GetStateAsync(UserId? actingAs, RoomId room, string type, string stateKey, CancellationToken cancellationToken) =>
        NullIfNotFoundAsync(_transport.SendAsync(
            HomeserverCall.Get(StatePath(actingAs, room, type, stateKey)), TransportJson.Default.JsonObject, cancellationToken));

    /// <summary>All state events of a room; those that cannot be read are left out.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> GetAllStateAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/state").As(actingAs ?? _self);
        var state = await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.IReadOnlyListJsonElement, cancellationToken);
        return MatrixEventReader.ReadAll(state, room);
    }

    /// <summary>
    /// A room's history in pages, each from new to old. Synapse on SQLite may not count the last event that it kept before it was
    /// killed until it keeps another one: going back from the end leaves that event out, going on from there does not.
    /// </summary>
    /// <param name="pageSize">The most events to get at once; homeservers may give fewer, and the first page has what came last besides.</param>
    public async IAsyncEnumerable<IReadOnlyList<MatrixEvent>> ReadBackAsync(
        UserId? actingAs, RoomId room, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/messages").With("limit", pageSize).As(actingAs ?? _self);
        var (back, on) = (path.With("dir", "b"), path.With("dir", "f"));
        var page = await GetMessagesAsync(back, cancellationToken);
        var last = page.Start is { } end ? EventsOf(await GetMessagesAsync(on.With("from", end), cancellationToken), room) : [];
        yield return [.. last.Reverse(), .. EventsOf(page, room)];
        while (page.End is { } next)
        {
            page = await GetMessagesAsync(back.With("from", next), cancellationToken);
            yield return EventsOf(page, room);
        }
    }

    /// <summary>An event by its id; null where there is none, or one that cannot be read.</summary>
    public async Task<MatrixEvent?> GetEventAsync(UserId? actingAs, RoomId room, EventId eventId, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/event/{eventId}").As(actingAs ?? _self);
        var found = await NullIfNotFoundAsync(_transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JsonObject, cancellationToken));
        return found is null || !MatrixEventReader.TryRead(ToBytes(found), out var read, out _) ? null : read;
    }

    /// <summary>The events that stand before another in its room, from new to old; none where that one is not there.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> ReadBeforeAsync(UserId? actingAs, RoomId room, EventId eventId, int limit, CancellationToken cancellationToken)
    {
        // The limit counts those before and after together.
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/context/{eventId}").With("limit", 2 * limit).As(actingAs ?? _self);
        var context = await NullIfNotFoundAsync(_transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JsonObject, cancellationToken));
        return context?["events_before"] is JsonArray before
            ? MatrixEventReader.ReadAll([.. before.OfType<JsonObject>().Select(found => JsonSerializer.SerializeToElement(found, TransportJson.Default.JsonObject))], room)
            : [];
    }

    private Task<MessagesAnswer> GetMessagesAsync(EscapedPath path, CancellationToken cancellationToken) =>
        _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.MessagesAnswer, cancellationToken);

    /// <summary>Those that can be read.</summary>
    private static IReadOnlyList<MatrixEvent> EventsOf(MessagesAnswer page, RoomId room) => MatrixEventReader.ReadAll(page.Chunk, room);

    private EscapedPath StatePath(UserId? actingAs, RoomId room, string type, string stateKey) =>
        EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/state/{type}/{stateKey}").As(actingAs ?? _self);

    // Synapse gives some of its 404 the code M_UNKNOWN. An endpoint that is missing is another matter, and so is a proxy's page.
    private static bool IsNotFound(MatrixException refusal) =>
        refusal is { Status: HttpStatusCode.NotFound, HasErrorCode: true, ErrorCode: not MatrixErrorCodes.Unrecognized };

    private static async Task<T?> NullIfNotFoundAsync<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (MatrixException missing) when (IsNotFound(missing))
        {
            return null;
        }
    }

    private Task<EventId> SendAsync(
        UserId? actingAs, RoomId room, string type, string transactionId, byte[] content, DateTimeOffset? timestamp, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/send/{type}/{transactionId}").As(actingAs ?? _self);
        path = timestamp is { } written ? path.With("ts", written.ToUnixTimeMilliseconds()) : path;
        return EventIdOfAsync(OnceInALife(HomeserverCall.Put(path, content)), cancellationToken);
    }

    /// <summary>
    /// Homeservers know a transaction id again until they restart, and a restart is just what a lost answer comes from: such a call is
    /// not repeated here but by who can ask the room first.
    /// </summary>
    private static HomeserverCall OnceInALife(HomeserverCall call) => call with { Idempotent = false };

    private async Task<EventId> EventIdOfAsync(HomeserverCall call, CancellationToken cancellationToken) =>
        (await _transport.SendAsync(call, TransportJson.Default.EventIdAnswer, cancellationToken)).EventId;
}
