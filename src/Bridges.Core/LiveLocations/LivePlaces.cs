using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.LiveLocations;

/// <summary>A shared place as it is kept.</summary>
internal static class LivePlaces
{
    /// <summary>How long it is taken to go on where a network does not say: until it is ended.</summary>
    public static TimeSpan UsualPeriod { get; } = TimeSpan.FromHours(24);

    public static string Write(LiveLocationContent place) => JsonSerializer.Serialize(place, LivePlacesJson.Default.LiveLocationContent);

    /// <summary>Null where there is none yet.</summary>
    public static LiveLocationContent? Read(LiveLocationRow row) =>
        row.Place is { } place ? JsonSerializer.Deserialize(place, LivePlacesJson.Default.LiveLocationContent) : null;
}

[JsonSerializable(typeof(LiveLocationContent))]
internal sealed partial class LivePlacesJson : JsonSerializerContext;
