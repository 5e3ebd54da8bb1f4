namespace Bridges.Abstractions;

/// <summary>A place, in degrees (WGS 84).</summary>
public sealed record LocationContent(double Latitude, double Longitude) : MessageContent
{
    /// <summary>Uncertainty in metres.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What is there: the name of a venue.</summary>
    public string? Name { get; init; }

    public string? Address { get; init; }

    public string? Url { get; init; }
}
