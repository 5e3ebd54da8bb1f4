using System.Globalization;
using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Places in words.</summary>
internal static class PlaceTexts
{
    /// <summary>The name and address of what is there; its coordinates where neither is known.</summary>
    public static string Words(LocationContent place)
    {
        string?[] lines = [place.Name, place.Address, place.Url];
        var known = string.Join('\n', lines.Where(static line => !string.IsNullOrWhiteSpace(line)));
        return known.Length > 0 ? known : Coordinates(place.Latitude, place.Longitude);
    }

    public static string Coordinates(double latitude, double longitude) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Abs(latitude):0.#####}° {(latitude < 0 ? 'S' : 'N')}, {Math.Abs(longitude):0.#####}° {(longitude < 0 ? 'W' : 'E')}");
}
