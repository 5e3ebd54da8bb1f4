using System.Collections.Concurrent;

namespace Bridges.Host;

/// <summary>The newest lines of the log, for whoever looks at the page; what is logged at all decides the configuration.</summary>
internal sealed class RecentLog(TimeProvider timeProvider) : ILoggerProvider
{
    private const int Most = 500;
    private const int LongestLine = 2000;

    private readonly ConcurrentQueue<RecentLogLine> _lines = [];

    public IReadOnlyList<RecentLogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Nothing is held but lines.
    }

    private void Add(LogLevel level, string category, string text)
    {
        _lines.Enqueue(new RecentLogLine(timeProvider.GetUtcNow(), level, category, text.Length > LongestLine ? text[..LongestLine] : text));
        while (_lines.Count > Most)
        {
            _lines.TryDequeue(out _);
        }
    }

    private sealed class Logger(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(logLevel, category, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} ({exception.GetType().Name}: {exception.Message})");
    }
}
