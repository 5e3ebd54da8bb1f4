namespace Bridges.Abstractions;

/// <summary>One thing that was checked.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Problem">What is wrong; null where it is in order.</param>
/// <param name="Mend">What to do about it, ready to copy; null where there is nothing to do.</param>
public sealed record Diagnosis(string Subject, string? Problem = null, string? Mend = null);
