namespace Bridges.Page.Models;

/// <summary>A line of the log.</summary>
public sealed record LogLineModel(DateTimeOffset At, string Level, string Source, string Text);
