namespace Bridges.Host.Configuration;

/// <summary>The form of log lines.</summary>
internal enum LoggingFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line, for log collectors.</summary>
    Json,
}
