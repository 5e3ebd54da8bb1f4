using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>A file that lies in the media store, and what its bytes say that it is.</summary>
internal sealed record CarriedFile
{
    public required string Mxc { get; init; }

    [JsonIgnore]
    public MxcUri Address => new(Mxc);

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public long? DurationMilliseconds { get; init; }

    public bool IsAnimated { get; init; }

    public string? BlurHash { get; init; }

    public IReadOnlyList<int>? Waveform { get; init; }

    /// <summary>The bytes could not be made into what was asked for: they are as the network gave them.</summary>
    public bool IsUnconverted { get; init; }

    public CarriedFile? Thumbnail { get; init; }

    public string ToDetails() => JsonSerializer.Serialize(this, CarriedFileJson.Default.CarriedFile);

    /// <summary>Null where it cannot be read.</summary>
    public static CarriedFile? OfDetails(string details)
    {
        try
        {
            return JsonSerializer.Deserialize(details, CarriedFileJson.Default.CarriedFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CarriedFile))]
internal sealed partial class CarriedFileJson : JsonSerializerContext;
