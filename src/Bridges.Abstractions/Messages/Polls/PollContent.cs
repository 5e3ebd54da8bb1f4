namespace Bridges.Abstractions;

/// <summary>A poll or quiz.</summary>
public sealed record PollContent(RichText Question, IReadOnlyList<PollOption> Options) : MessageContent
{
    /// <summary>How many options one person may choose, at least 1; the number of options where any number may be chosen.</summary>
    public int MaximumSelections { get; init; } = 1;

    /// <summary>One option is right.</summary>
    public bool IsQuiz { get; init; }

    /// <summary>Who voted for what is not told.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Results are shown when it has ended.</summary>
    public bool ResultsAreHidden { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public bool HasEnded { get; init; }
}
