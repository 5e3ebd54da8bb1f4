using System.Text.Json;
using System.Text.Unicode;

namespace Bridges.Matrix;

/// <summary>Checks whether JSON says nothing but Unicode, which JSON itself leaves open.</summary>
internal static class JsonUnicode
{
    // The reader walks, it does not recurse; how deep is too deep is for others to say.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// Whether every text and name in the JSON is Unicode. JSON can spell halves of surrogate pairs, and parsers do not look at
    /// the bytes of a text before someone asks for it: far from here, where nobody expects an exception.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json, AnyDepth);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !IsUnicode(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
