using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>How users keep rooms for themselves: tags, their own data on a room, push rules. Only users may change their own.</summary>
public sealed partial class HomeserverClient
{
    public Task SetRoomTagAsync(UserId user, RoomId room, string tag, CancellationToken cancellationToken) =>
        _transport.SendAsync(HomeserverCall.Put(TagPath(user, room, tag), ToBytes([])), cancellationToken);

    /// <summary>Does nothing where the room has not got it.</summary>
    public Task RemoveRoomTagAsync(UserId user, RoomId room, string tag, CancellationToken cancellationToken) =>
        NothingIfNotFoundAsync(_transport.SendAsync(HomeserverCall.Delete(TagPath(user, room, tag)), cancellationToken));

    public Task SetRoomAccountDataAsync(UserId user, RoomId room, string type, JsonObject content, CancellationToken cancellationToken) =>
        _transport.SendAsync(HomeserverCall.Put(EscapedPath.Of($"/_matrix/client/v3/user/{user}/rooms/{room}/account_data/{type}").As(user), ToBytes(content)), cancellationToken);

    /// <summary>A push rule for the room, which notifies of nothing said there: what clients set for "mentions only" (client-server API, 11.12).</summary>
    public Task MuteRoomAsync(UserId user, RoomId room, CancellationToken cancellationToken) =>
        _transport.SendAsync(HomeserverCall.Put(PushRulePath(user, room), ToBytes(new JsonObject { ["actions"] = new JsonArray() })), cancellationToken);

    /// <summary>Does nothing where there is no rule for the room.</summary>
    public Task UnmuteRoomAsync(UserId user, RoomId room, CancellationToken cancellationToken) =>
        NothingIfNotFoundAsync(_transport.SendAsync(HomeserverCall.Delete(PushRulePath(user, room)), cancellationToken));

    private static EscapedPath TagPath(UserId user, RoomId room, string tag) => EscapedPath.Of($"/_matrix/client/v3/user/{user}/rooms/{room}/tags/{tag}").As(user);

    private static EscapedPath PushRulePath(UserId user, RoomId room) => EscapedPath.Of($"/_matrix/client/v3/pushrules/global/room/{room}").As(user);

    private static async Task NothingIfNotFoundAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (MatrixException missing) when (missing.ErrorCode == MatrixErrorCodes.NotFound)
        {
        }
    }
}
