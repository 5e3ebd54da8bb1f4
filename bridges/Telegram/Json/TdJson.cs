using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Telegram.Json;

/// <summary>
/// Reads and writes TDLib's JSON: a type name in <c>@type</c>, <c>int53</c> as numbers, <c>int64</c> as text, and null
/// for what is missing. Reading is lenient: a field that is missing or of another kind reads as empty.
/// </summary>
internal static class TdJson
{
    public static JsonObject Request(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var request = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in fields)
        {
            request[name] = value;
        }

        return request;
    }

    public static string Type(this JsonElement element) => element.Text("@type");

    public static bool Is(this JsonElement element, string type) => element.Type() == type;

    public static bool IsOneOf(this JsonElement element, params ReadOnlySpan<string> types) => types.Contains(element.Type());

    public static JsonElement? Object(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    public static string Text(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String
            ? ReadText(value)
            : "";

    public static bool Flag(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A whole number of any width, given as number or as text; 0 where there is none.</summary>
    public static long Number(this JsonElement element, string name) =>
        element.TryGet(name, out var value) ? Whole(value) : 0;

    public static double Fraction(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : 0;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    public static IEnumerable<long> Numbers(this JsonElement element, string name) => element.Items(name).Select(Whole);

    /// <summary>A point in time given in seconds since 1970.</summary>
    public static DateTimeOffset Time(this JsonElement element, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(element.Number(name), 0, int.MaxValue));

    /// <summary>Texts of an array; what is none reads as empty.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Select(item => item.ValueKind == JsonValueKind.String ? ReadText(item) : "");

    private static bool TryGet(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            // A name beside it has half a surrogate pair, or bytes that are not UTF-8.
            return false;
        }
    }

    private static string ReadText(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return "";
        }
    }

    private static long Whole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(ReadText(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };
}
