using System.Text.Json;

namespace Bridges.Signal.Simulator;

/// <summary>Reads contents that a phone heard; names are those of Signal's own protocol.</summary>
public static class Contents
{
    public static string? Body(this JsonElement message) => message.TryGetProperty("body", out var body) ? body.GetString() : null;

    public static JsonElement? Part(this JsonElement content, params string[] path)
    {
        foreach (var name in path)
        {
            if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(name, out content))
            {
                return null;
            }
        }

        return content;
    }

    public static long? Number(this JsonElement content, params string[] path) => content.Part(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    public static string? Text(this JsonElement content, params string[] path) => content.Part(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
