namespace Bridges.TestBeds.Users;

// Waiting for what others do. What has been seen already counts; a timeout's message lists what was seen instead.
public sealed partial class MatrixTestUser
{
    /// <summary>The first event for which the condition holds.</summary>
    public Task<MatrixEvent> WaitForEventAsync(
        Func<MatrixEvent, bool> matches, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        _seen.WaitForAsync($"{UserId}: the awaited event", matches, timeout ?? DefaultTimeout, cancellation);

    /// <summary>The first message in the room, from somebody else, for which the condition holds.</summary>
    public Task<MatrixEvent> WaitForMessageAsync(
        string roomId, Func<MatrixEvent, bool> matches, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        _seen.WaitForAsync(
            $"{UserId}: the awaited message in {roomId}",
            seen => seen.Kind == EventKind.Timeline && seen.RoomId == roomId && seen.Type == "m.room.message"
                && seen.Sender != UserId && matches(seen),
            timeout ?? DefaultTimeout,
            cancellation);

    /// <summary>The first message in the room, from somebody else, whose body contains the text.</summary>
    public Task<MatrixEvent> WaitForMessageAsync(
        string roomId, string text, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        WaitForMessageAsync(roomId, seen => seen.Body?.Contains(text, StringComparison.Ordinal) == true, timeout, cancellation);

    /// <summary>The first invitation to this user for which the condition, if there is one, holds; its room is the event's.</summary>
    public Task<MatrixEvent> WaitForInviteAsync(
        Func<MatrixEvent, bool>? matches = null, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        _seen.WaitForAsync(
            $"{UserId}: the awaited invitation",
            seen => seen.Kind == EventKind.Invite && seen.Type == "m.room.member" && seen.StateKey == UserId
                && seen.Content.GetProperty("membership").GetString() == "invite" && (matches?.Invoke(seen) ?? true),
            timeout ?? DefaultTimeout,
            cancellation);

    /// <summary>The first membership event by which the given user is in the given room.</summary>
    public Task<MatrixEvent> WaitForJoinAsync(
        string roomId, string userId, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        _seen.WaitForAsync(
            $"{UserId}: that {userId} joins {roomId}",
            seen => seen.Kind is EventKind.Timeline or EventKind.State && seen.RoomId == roomId && seen.Type == "m.room.member"
                && seen.StateKey == userId && seen.Content.GetProperty("membership").GetString() == "join",
            timeout ?? DefaultTimeout,
            cancellation);

    /// <summary>The reader's receipt on an event. The bot's says that the network has a message, and that the bridge knows it.</summary>
    public Task<MatrixEvent> WaitForReceiptAsync(
        string roomId, string eventId, string reader, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        _seen.WaitForAsync(
            $"{UserId}: the receipt of {reader} in {roomId}",
            seen => seen.Type == "m.receipt" && seen.RoomId == roomId && seen.Content.TryGetProperty(eventId, out var receipts)
                && receipts.TryGetProperty("m.read", out var readers) && readers.TryGetProperty(reader, out _),
            timeout ?? DefaultTimeout,
            cancellation);
}
