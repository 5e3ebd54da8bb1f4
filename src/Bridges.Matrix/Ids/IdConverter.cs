using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Writes an id as the JSON string that it is, also as the name of a property.</summary>
internal abstract class IdConverter<TId> : JsonConverter<TId>
    where TId : struct
{
    protected abstract TId Wrap(string value);

    protected abstract string Unwrap(TId id);

    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Wrap(reader.GetString()!) : throw new JsonException("An id is a string.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Unwrap(value));

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Wrap(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Unwrap(value));
}
