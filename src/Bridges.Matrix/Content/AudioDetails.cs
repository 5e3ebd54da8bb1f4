using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>Length and shape of a sound (<c>org.matrix.msc1767.audio</c>).</summary>
/// <param name="Duration">In milliseconds.</param>
/// <param name="Waveform">Loudness over time, from 0 to 1024.</param>
public sealed record AudioDetails(
    [property: JsonPropertyName("duration")] long? Duration,
    [property: JsonPropertyName("waveform")] IReadOnlyList<int>? Waveform)
{
    /// <summary>The greatest loudness.</summary>
    public const int Loudest = 1024;

    internal static AudioDetails? Read(TolerantFields? fields) => fields is null
        ? null
        : new AudioDetails(fields.Count("duration"), fields.Numbers("waveform") is { Count: > 0 } bars ? [.. bars.Select(static bar => (int)Math.Clamp(bar, 0, Loudest))] : null);
}
