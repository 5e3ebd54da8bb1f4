namespace Bridges.Abstractions;

/// <summary>How a call went.</summary>
public enum CallState
{
    /// <summary>It rings or goes on.</summary>
    Started,
    Ended,
    Missed,
    Declined,

    /// <summary>The account took it on another device.</summary>
    AnsweredElsewhere,
}
