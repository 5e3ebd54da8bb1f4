using System.Text.Json;
using System.Text.Unicode;

namespace Bridges.Telegram.Engine;

/// <summary>
/// Looks whether JSON holds nothing but Unicode: TDLib ends the whole process over a text that is none. JSON can spell halves of
/// surrogate pairs, and its parser looks at neither those nor the bytes before someone reads the text.
/// </summary>
internal static class UnicodeCheck
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        var isUnicode = true;
        var reader = new Utf8JsonReader(json, AnyDepth);
        while (isUnicode && reader.Read())
        {
            isUnicode = !reader.ValueIsEscaped || CanBeRead(ref reader);
        }

        return isUnicode;
    }

    private static bool CanBeRead(ref Utf8JsonReader reader)
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
