using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Bridges.Matrix;

/// <summary>A place on earth, as <c>geo:</c> URIs name it (RFC 5870).</summary>
/// <param name="Latitude">From -90 to 90 degrees.</param>
/// <param name="Longitude">From -180 to 180 degrees.</param>
/// <param name="Accuracy">How far off it may be, in metres; null: unknown.</param>
public sealed record GeoPoint(double Latitude, double Longitude, double? Accuracy = null)
{
    private const string Scheme = "geo:";
    private const int LongestUri = 200;
    private const double FarthestOff = 20_000_000;

    /// <summary>Takes what clients write, also with parameters that the RFC does not know; an altitude is left out.</summary>
    public static bool TryParse(string? uri, [NotNullWhen(true)] out GeoPoint? point)
    {
        point = null;
        if (uri?.Trim() is not { Length: <= LongestUri } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var query = text.IndexOf('?', StringComparison.Ordinal);
        var parts = (query < 0 ? text : text[..query])[Scheme.Length..].Split(';', StringSplitOptions.TrimEntries);
        var coordinates = parts[0].Split(',', StringSplitOptions.TrimEntries);
        if (coordinates.Length is < 2 or > 3
            || Degrees(coordinates[0], 90) is not { } latitude
            || Degrees(coordinates[1], 180) is not { } longitude)
        {
            return false;
        }

        point = new GeoPoint(latitude, longitude, parts.Skip(1).Select(AccuracyOf).FirstOrDefault(static accuracy => accuracy is not null));
        return true;
    }

    public string ToUri() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Latitude:0.######},{Longitude:0.######}")
        + (Accuracy is { } metres ? string.Create(CultureInfo.InvariantCulture, $";u={metres:0.#}") : "");

    private static double? Degrees(string text, double limit) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit
            ? degrees
            : null;

    // "u=35"; some clients leave the name out.
    private static double? AccuracyOf(string parameter)
    {
        var number = parameter.StartsWith("u=", StringComparison.OrdinalIgnoreCase) ? parameter[2..] : parameter;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) && metres is > 0 and < FarthestOff ? metres : null;
    }
}
