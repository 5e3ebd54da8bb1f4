using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.WhatsApp.Engines;

/// <summary>Reads what the engine says. It passes on what strangers wrote: nothing is taken to be of the kind that it should be.</summary>
internal static class Json
{
    public static string? Text(this JsonElement element, string name)
    {
        if (Find(element, name) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    public static double? Number(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public static int? Whole(this JsonElement element, string name) =>
        Number(element, name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public static long Long(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : (long)(Number(element, name) ?? 0);

    public static bool Flag(this JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.True };

    public static JsonElement? Object(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        Items(element, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    /// <summary>Milliseconds since 1970.</summary>
    public static DateTimeOffset Time(this JsonElement element, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Long(element, name), 0, 253_402_300_799_000));

    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
