using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>
/// The fields of a JSON object that strangers wrote: a field that has not the shape it should have counts as not there, and spoils
/// none of the others.
/// </summary>
internal sealed class TolerantFields
{
    private const int MaxItems = 200;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private TolerantFields(JsonElement element)
    {
        foreach (var field in element.EnumerateObject())
        {
            if (NameOf(field) is { } name)
            {
                _fields[name] = field.Value;
            }
        }
    }

    /// <summary>Null where the element is no object.</summary>
    public static TolerantFields? Of(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } there ? new TolerantFields(there) : null;

    public string? Text(string name) =>
        Find(name, JsonValueKind.String) is { } value ? TextOf(value) : null;

    /// <summary>Whole numbers, also where they are written with a fraction of zero.</summary>
    public long? Number(string name) => Find(name, JsonValueKind.Number) is { } value ? NumberOf(value) : null;

    /// <summary>A number of at least zero; what is negative is nonsense where this is asked.</summary>
    public long? Count(string name) => Number(name) is >= 0 and var count ? count : null;

    public bool? Flag(string name) => Find(name, JsonValueKind.True)?.GetBoolean() ?? Find(name, JsonValueKind.False)?.GetBoolean();

    public EventId? Event(string name) => EventId.TryParse(Text(name), out var id) ? id : null;

    public MxcUri? Mxc(string name) => MxcUri.TryParse(Text(name), out var uri) ? uri : null;

    public TolerantFields? Object(string name) => Of(Element(name));

    public JsonElement? Element(string name) => Find(name, JsonValueKind.Object);

    /// <summary>Whether there is an object of that name, as those that only mark something.</summary>
    public bool Has(string name) => Find(name, JsonValueKind.Object) is not null;

    /// <summary>The items of a list, of which only so many count; null where there is no list.</summary>
    public IReadOnlyList<JsonElement>? Items(string name) =>
        Find(name, JsonValueKind.Array) is { } list ? [.. list.EnumerateArray().Take(MaxItems)] : null;

    /// <summary>The texts of a list; what is none is left out.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Items(name) is { } items ? [.. items.Where(static item => item.ValueKind == JsonValueKind.String).Select(TextOf).OfType<string>()] : null;

    /// <summary>The numbers of a list; what is none is left out.</summary>
    public IReadOnlyList<long>? Numbers(string name) =>
        Items(name) is { } items ? [.. items.Where(static item => item.ValueKind == JsonValueKind.Number).Select(NumberOf).OfType<long>()] : null;

    /// <summary>Every field that was not asked for by name; null where there is none.</summary>
    public Dictionary<string, JsonElement>? Others()
    {
        Dictionary<string, JsonElement>? others = null;
        foreach (var (name, value) in _fields)
        {
            if (!_known.Contains(name))
            {
                (others ??= new(StringComparer.Ordinal))[name] = value.Clone();
            }
        }

        return others;
    }

    private JsonElement? Find(string name, JsonValueKind kind)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out var value) && value.ValueKind == kind ? value : null;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, which JSON can spell.
            return null;
        }
    }

    private static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long? NumberOf(JsonElement value) =>
        value.TryGetInt64(out var whole) ? whole
        : value.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 ? (long)real
        : null;
}
