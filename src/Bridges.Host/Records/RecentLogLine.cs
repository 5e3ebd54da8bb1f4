namespace Bridges.Host;

/// <summary>A line that was logged.</summary>
internal sealed record RecentLogLine(DateTimeOffset At, LogLevel Level, string Category, string Text);
