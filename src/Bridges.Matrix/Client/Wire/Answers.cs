using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

internal sealed record EventIdAnswer([property: JsonRequired] EventId EventId);

internal sealed record RoomIdAnswer([property: JsonRequired] RoomId RoomId);

internal sealed record JoinedMembersAnswer([property: JsonRequired] Dictionary<UserId, JoinedMember> Joined);

internal sealed record JoinedRoomsAnswer([property: JsonRequired] IReadOnlyList<RoomId> JoinedRooms);

internal sealed record MessagesAnswer(string? Start, string? End, IReadOnlyList<JsonElement>? Chunk, IReadOnlyList<JsonElement>? State);

internal sealed record WhoAmIAnswer([property: JsonRequired] UserId UserId);

internal sealed record VersionsAnswer([property: JsonRequired] IReadOnlyList<string> Versions, Dictionary<string, JsonElement>? UnstableFeatures);

internal sealed record PingAnswer(double DurationMs);

internal sealed record UploadAnswer([property: JsonRequired] MxcUri ContentUri, long? UnusedExpiresAt);

internal sealed record MediaConfigAnswer([property: JsonPropertyName("m.upload.size")] long? UploadSize);

internal sealed record CapabilitiesAnswer([property: JsonRequired] JsonObject Capabilities);
