using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Engines.Json;

/// <summary>
/// Reads what an engine says. It passes on what strangers wrote: what is missing or of another kind than it should be reads as null
/// or empty, and nothing throws.
/// </summary>
public static class JsonReading
{
    private const long LastMillisecond = 253_402_300_799_000;

    /// <summary>A text; null for one that is none, such as one with half a surrogate pair.</summary>
    public static string? Text(this JsonElement element, string name) => Find(element, name, JsonValueKind.String) is { } value ? Sound(value) : null;

    /// <summary>A whole number; one with a fraction loses it, one that is too large is the largest.</summary>
    public static long? Number(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.Number) is not { } value ? null : value.TryGetInt64(out var number) ? number : (long?)element.Fraction(name);

    /// <summary>A whole number that is small enough for <see cref="int"/>.</summary>
    public static int? Whole(this JsonElement element, string name) => Number(element, name) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : null;

    /// <summary>A finite number of any kind.</summary>
    public static double? Fraction(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.Number) is { } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Whether it is there and true.</summary>
    public static bool Flag(this JsonElement element, string name) => Find(element, name, JsonValueKind.True) is not null;

    /// <summary>The same, or null where it is not there.</summary>
    public static bool? OptionalFlag(this JsonElement element, string name) =>
        Flag(element, name) ? true : Find(element, name, JsonValueKind.False) is not null ? false : null;

    /// <summary>An object.</summary>
    public static JsonElement? Object(this JsonElement element, string name) => Find(element, name, JsonValueKind.Object);

    /// <summary>What is in an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.Array) is { } value ? value.EnumerateArray() : [];

    /// <summary>The texts in an array, in their places: one that is none is empty, other kinds are left out.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        Items(element, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => Sound(item) ?? "");

    /// <summary>A time given in milliseconds since 1970; 1970 where there is none.</summary>
    public static DateTimeOffset Time(this JsonElement element, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Number(element, name) ?? 0, 0, LastMillisecond));

    /// <summary>Texts as an engine takes them.</summary>
    public static JsonArray ToArray(this IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];

    /// <summary>What was read as a part of what is asked.</summary>
    public static JsonNode? ToNode(this JsonElement element) => JsonNode.Parse(element.GetRawText());

    private static JsonElement? Find(JsonElement element, string name, JsonValueKind kind)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name beside it has half a surrogate pair.
            return null;
        }
    }

    private static string? Sound(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
