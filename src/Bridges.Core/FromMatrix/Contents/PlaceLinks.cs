using System.Globalization;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Places as texts, for networks that have no places.</summary>
internal static class PlaceLinks
{
    public static string Of(string words, double latitude, double longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{words}\nhttps://www.openstreetmap.org/?mlat={latitude:0.######}&mlon={longitude:0.######}");
}
