using Bridges.Host.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Bridges.Host;

/// <summary>Logs to standard output: who runs the program decides where that goes.</summary>
internal static class HostLogging
{
    private const string Timestamp = "yyyy-MM-dd HH:mm:ss.fff ";
    private const string JsonTimestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Add(ILoggingBuilder logging, LoggingFormat format, LogLevelSwitch levels, RecentLog recent)
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(levels.Lets);
        logging.AddProvider(recent);
        if (format == LoggingFormat.Json)
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = JsonTimestamp;
            });
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
}
