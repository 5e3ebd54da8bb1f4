using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>The value of fields that say all by being true.</summary>
public static class JsonTrue
{
    public static JsonElement Value { get; } = JsonElement.Parse("true");
}
