using System.Text.Json;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>The value of fields that say all by being true.</summary>
internal static class JsonTrue
{
    public static JsonElement Value { get; } = JsonElement.Parse("true");
}
