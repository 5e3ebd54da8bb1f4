namespace Bridges.Abstractions;

/// <summary>A call, told as a notice. Its further course is an edit of the same message.</summary>
public sealed record CallContent(CallState State) : MessageContent
{
    public bool IsVideo { get; init; }

    public bool IsGroup { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>Where to join, or null.</summary>
    public string? Link { get; init; }
}
