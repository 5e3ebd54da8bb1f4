using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Core.JournalRows;

/// <summary>How rows about remote chats were written before room orders were a kind of their own.</summary>
internal sealed record FormerRoomOrder(AccountId Account, RemoteEvent? Event, bool MakesRoom, bool BringsOwner);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournaledRemoteEvent))]
[JsonSerializable(typeof(JournaledRoomOrder))]
[JsonSerializable(typeof(FormerRoomOrder))]
internal sealed partial class JournaledRemoteJson : JsonSerializerContext;
