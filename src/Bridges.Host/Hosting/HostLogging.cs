using Bridges.Host.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Bridges.Host;

/// <summary>Logs to standard output: who runs the program decides where that goes.</summary>
internal static class HostLogging
{
    private const string Timestamp = "yyyy-MM-dd HH:mm:ss.fff ";

    public static void Add(ILoggingBuilder logging, LoggingConfiguration configuration)
    {
        var level = LevelOf(configuration.Level);
        logging.SetMinimumLevel(level);
        // Whole addresses of requests, in which older homeservers put their token.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // A start that fails is told by us, in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (level > LogLevel.Debug)
        {
            // The web server tells of every request.
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddFilter("System", LogLevel.Warning);
        }

        if (configuration.Format == LoggingFormat.Json)
        {
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = Timestamp;
                options.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
    }

    private static LogLevel LevelOf(LoggingLevel level) => level switch
    {
        LoggingLevel.Trace => LogLevel.Trace,
        LoggingLevel.Debug => LogLevel.Debug,
        LoggingLevel.Warning => LogLevel.Warning,
        LoggingLevel.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
