namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    public async Task<RoomId> CreateRoomAsync(UserId? actingAs, CreateRoomRequest room, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Post(
            EscapedPath.Of($"/_matrix/client/v3/createRoom").As(actingAs ?? _self), ToBytes(room, TransportJson.Default.CreateRoomRequest));
        return (await _transport.SendAsync(call, TransportJson.Default.RoomIdAnswer, cancellationToken)).RoomId;
    }

    /// <summary>Does nothing for a user who is in the room already.</summary>
    public async Task<RoomId> JoinAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Post(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/join").As(actingAs ?? _self), ToBytes([]));
        // To join twice is to join once.
        return (await _transport.SendAsync(call with { Idempotent = true }, TransportJson.Default.RoomIdAnswer, cancellationToken)).RoomId;
    }

    public Task InviteAsync(UserId? actingAs, RoomId room, UserId who, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HomeserverCall.Post(
                EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/invite").As(actingAs ?? _self),
                ToBytes(new InviteRequest(who), TransportJson.Default.InviteRequest)),
            cancellationToken);

    public Task LeaveAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HomeserverCall.Post(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/leave").As(actingAs ?? _self), ToBytes([])), cancellationToken);

    /// <summary>Puts somebody out of a room, or takes an invitation back.</summary>
    public Task KickAsync(UserId? actingAs, RoomId room, UserId who, string? reason, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HomeserverCall.Post(
                EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/kick").As(actingAs ?? _self),
                ToBytes(new KickRequest(who, reason), TransportJson.Default.KickRequest)),
            cancellationToken);

    /// <summary>Asks to be let in.</summary>
    public Task KnockAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HomeserverCall.Post(EscapedPath.Of($"/_matrix/client/v3/knock/{room}").As(actingAs ?? _self), ToBytes([])), cancellationToken);

    /// <summary>Those whose membership is such.</summary>
    public async Task<IReadOnlyList<UserId>> MembersAsync(UserId? actingAs, RoomId room, string membership, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/members").With("membership", membership).As(actingAs ?? _self);
        var answer = await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.MembersAnswer, cancellationToken);
        return [.. answer.Chunk.Select(member => UserId.TryParse(member.StateKey ?? "", out var user) ? user : default(UserId?)).OfType<UserId>()];
    }

    /// <summary>The memberships of those who are not, or no longer, in the room, as the events that they are.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> NonMembersAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/members").With("not_membership", "join").As(actingAs ?? _self);
        var answer = await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.MessagesAnswer, cancellationToken);
        return MatrixEventReader.ReadAll(answer.Chunk, room);
    }

    public async Task<IReadOnlySet<UserId>> JoinedMembersAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/joined_members").As(actingAs ?? _self);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JoinedMembersAnswer, cancellationToken)).Joined.Keys.ToHashSet();
    }

    public async Task<IReadOnlyList<RoomId>> JoinedRoomsAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/joined_rooms").As(actingAs ?? _self);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JoinedRoomsAnswer, cancellationToken)).JoinedRooms;
    }
}
