using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

internal sealed record EventIdAnswer([property: JsonRequired] EventId EventId);

internal sealed record RoomIdAnswer([property: JsonRequired] RoomId RoomId);

internal sealed record MembersAnswer([property: JsonRequired] IReadOnlyList<MemberAnswer> Chunk);

internal sealed record MemberAnswer(string? StateKey);

internal sealed record JoinedMembersAnswer([property: JsonRequired] Dictionary<UserId, JsonElement> Joined);

internal sealed record JoinedRoomsAnswer([property: JsonRequired] IReadOnlyList<RoomId> JoinedRooms);

internal sealed record MessagesAnswer(string? Start, string? End, IReadOnlyList<JsonElement>? Chunk);

internal sealed record WhoAmIAnswer([property: JsonRequired] UserId UserId);

internal sealed record VersionsAnswer([property: JsonRequired] IReadOnlyList<string> Versions);

internal sealed record RoomDeletionOrder([property: JsonRequired] string DeleteId);

internal sealed record RoomDeletionStatus([property: JsonRequired] string Status);

internal sealed record PingAnswer(double DurationMs);

internal sealed record UploadAnswer([property: JsonRequired] MxcUri ContentUri);

internal sealed record ReservationAnswer([property: JsonRequired] MxcUri ContentUri, long? UnusedExpiresAt);
