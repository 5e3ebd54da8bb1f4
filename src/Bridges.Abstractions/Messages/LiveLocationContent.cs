namespace Bridges.Abstractions;

/// <summary>
/// Where someone is, shared for a while. A new position is an edit of the message with this content; so is the end. Moves may be told as
/// often as they happen: the host shows them once in a while, the last always, and hands on those from Matrix in the same way.
/// </summary>
public sealed record LiveLocationContent(double Latitude, double Longitude) : MessageContent
{
    /// <summary>Uncertainty in metres.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Where they go, in degrees clockwise from north.</summary>
    public double? Heading { get; init; }

    /// <summary>How long it is shared from the message's time on; null: until it is ended, a day at most.</summary>
    public TimeSpan? Period { get; init; }

    public bool HasEnded { get; init; }

    public string? Description { get; init; }
}
