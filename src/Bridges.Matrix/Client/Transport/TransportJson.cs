using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>The client-server API's requests and answers.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
[JsonSerializable(typeof(CreateRoomRequest))]
[JsonSerializable(typeof(EventIdAnswer))]
[JsonSerializable(typeof(RoomIdAnswer))]
[JsonSerializable(typeof(MembersAnswer))]
[JsonSerializable(typeof(JoinedMembersAnswer))]
[JsonSerializable(typeof(JoinedRoomsAnswer))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(WhoAmIAnswer))]
[JsonSerializable(typeof(VersionsAnswer))]
[JsonSerializable(typeof(PingRequest))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(KickRequest))]
[JsonSerializable(typeof(RoomDeletionRequest))]
[JsonSerializable(typeof(RoomDeletionOrder))]
[JsonSerializable(typeof(RoomDeletionStatus))]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(ReservationAnswer))]
internal sealed partial class TransportJson : JsonSerializerContext;
