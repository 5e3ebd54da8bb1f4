namespace Bridges.Host.Reports;

/// <summary>The newest lines of the log that fit.</summary>
/// <param name="Parts">The parts of the program that any line is from.</param>
/// <param name="Lines">Newest first.</param>
internal sealed record LogReport(IReadOnlyList<string> Parts, IReadOnlyList<RecentLogLine> Lines);
