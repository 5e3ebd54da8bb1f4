namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    public async Task<RoomId> CreateRoomAsync(UserId? actingAs, CreateRoomRequest room, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Post(
            EscapedPath.Of($"/_matrix/client/v3/createRoom").As(actingAs), ToBytes(room, TransportJson.Default.CreateRoomRequest));
        return (await _transport.SendAsync(call, TransportJson.Default.RoomIdAnswer, cancellationToken)).RoomId;
    }

    /// <summary>Does nothing for a user who is in the room already.</summary>
    public async Task<RoomId> JoinAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var call = MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/join").As(actingAs), new MemberRequest(null, null));
        // To join twice is to join once.
        return (await _transport.SendAsync(call with { Idempotent = true }, TransportJson.Default.RoomIdAnswer, cancellationToken)).RoomId;
    }

    public Task InviteAsync(UserId? actingAs, RoomId room, UserId who, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/invite").As(actingAs), new MemberRequest(who, null)), cancellationToken);

    public Task LeaveAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/leave").As(actingAs), new MemberRequest(null, null)), cancellationToken);

    public Task KickAsync(UserId? actingAs, RoomId room, UserId who, string? reason, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/kick").As(actingAs), new MemberRequest(who, reason)), cancellationToken);

    public Task BanAsync(UserId? actingAs, RoomId room, UserId who, string? reason, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/ban").As(actingAs), new MemberRequest(who, reason)), cancellationToken);

    public Task UnbanAsync(UserId? actingAs, RoomId room, UserId who, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/unban").As(actingAs), new MemberRequest(who, null)), cancellationToken);

    /// <summary>Forgets a room that was left, so that the homeserver can drop it.</summary>
    public Task ForgetAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            MembershipCall(EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/forget").As(actingAs), new MemberRequest(null, null)), cancellationToken);

    public async Task<IReadOnlyDictionary<UserId, JoinedMember>> JoinedMembersAsync(UserId? actingAs, RoomId room, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/rooms/{room}/joined_members").As(actingAs);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JoinedMembersAnswer, cancellationToken)).Joined;
    }

    public async Task<IReadOnlyList<RoomId>> JoinedRoomsAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/joined_rooms").As(actingAs);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JoinedRoomsAnswer, cancellationToken)).JoinedRooms;
    }

    private static HomeserverCall MembershipCall(EscapedPath path, MemberRequest request) =>
        HomeserverCall.Post(path, ToBytes(request, TransportJson.Default.MemberRequest));
}
