using Bridges.Host.Configuration;

namespace Bridges.Host;

/// <summary>The least important lines that are logged; may be changed while the program runs.</summary>
internal sealed class LogLevelSwitch(LoggingLevel level)
{
    private volatile int _least = (int)LevelOf(level);

    public void Set(LoggingLevel level) => _least = (int)LevelOf(level);

    public bool Lets(string? category, LogLevel level)
    {
        var least = (LogLevel)_least;
        return category switch
        {
            null => level >= least,
            // A start that fails is told by us, in one sentence.
            "Microsoft.Extensions.Hosting.Internal.Host" => false,
            // Whole addresses of requests, in which older homeservers put their token.
            _ when category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) => level >= Max(least, LogLevel.Warning),
            // The web server tells of every request.
            _ when IsFramework(category) && least > LogLevel.Debug => level >= Max(least, LogLevel.Warning),
            _ => level >= least,
        };
    }

    private static bool IsFramework(string category) =>
        category.StartsWith("Microsoft", StringComparison.Ordinal) || category.StartsWith("System", StringComparison.Ordinal);

    private static LogLevel Max(LogLevel left, LogLevel right) => left > right ? left : right;

    private static LogLevel LevelOf(LoggingLevel level) => level switch
    {
        LoggingLevel.Trace => LogLevel.Trace,
        LoggingLevel.Debug => LogLevel.Debug,
        LoggingLevel.Warning => LogLevel.Warning,
        LoggingLevel.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
