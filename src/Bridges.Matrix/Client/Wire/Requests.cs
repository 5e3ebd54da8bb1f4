namespace Bridges.Matrix;

internal sealed record PingRequest(string TransactionId);

internal sealed record RegisterRequest(string Type, string Username, bool InhibitLogin);

internal sealed record TypingRequest(bool Typing, long? Timeout);

internal sealed record InviteRequest(UserId UserId);

internal sealed record KickRequest(UserId UserId, string? Reason);

internal sealed record RoomDeletionRequest(bool Purge, bool Block);
