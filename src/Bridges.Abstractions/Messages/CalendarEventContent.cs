namespace Bridges.Abstractions;

/// <summary>An appointment that members may accept.</summary>
public sealed record CalendarEventContent(string Name) : MessageContent
{
    public string? Description { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public LocationContent? Location { get; init; }

    /// <summary>Where to call in.</summary>
    public string? Link { get; init; }

    public bool IsCancelled { get; init; }
}
