using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>How contents are written. They are read field by field instead, see <see cref="TolerantFields"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RoomMessageContent))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(MediaInfo))]
[JsonSerializable(typeof(EncryptedFile))]
internal sealed partial class ContentJson : JsonSerializerContext;
