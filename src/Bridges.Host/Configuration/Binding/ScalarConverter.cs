using System.Globalization;
using System.Text.Json;

namespace Bridges.Host.Configuration;

/// <summary>Turns a written value into a typed one.</summary>
internal static class ScalarConverter
{
    /// <summary>The converter of a type, or null where the type is no single value.</summary>
    public static ScalarConversion? For(Type type)
    {
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).ToDictionary(JsonNamingPolicy.SnakeCaseLower.ConvertName, name => Enum.Parse(type, name), StringComparer.Ordinal);
            return new($"one of: {string.Join(", ", names.Keys)}", text => names.GetValueOrDefault(text));
        }

        return Known.GetValueOrDefault(type);
    }

    private static readonly Dictionary<Type, ScalarConversion> Known = new()
    {
        [typeof(string)] = new("a text", text => text),
        [typeof(Secret)] = new("a text", text => new Secret(text)),
        [typeof(bool)] = new("true or false", text => text switch { "true" => true, "false" => false, _ => null }),
        [typeof(int)] = new("a whole number", text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null),
        [typeof(long)] = new("a whole number", text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null),
        [typeof(double)] = new("a number", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null),
        [typeof(TimeSpan)] = new("a duration such as 30s, 15m, 12h or 7d", text => ParseDuration(text)),
        [typeof(Uri)] = new("an absolute address such as https://example.org", text => Uri.TryCreate(text, UriKind.Absolute, out var value) ? value : null),
        [typeof(ListenAddress)] = new("an address with a port, such as 127.0.0.1:29400", ListenAddress.TryParse),
    };

    private static TimeSpan? ParseDuration(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount > int.MaxValue)
        {
            return null;
        }

        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(amount),
            "s" => TimeSpan.FromSeconds(amount),
            "m" => TimeSpan.FromMinutes(amount),
            "h" => TimeSpan.FromHours(amount),
            "d" when amount <= 36500 => TimeSpan.FromDays(amount),
            _ => null,
        };
    }
}
