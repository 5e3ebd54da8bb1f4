namespace Bridges.Host.Configuration;

/// <summary>The least important lines that are still logged.</summary>
internal enum LoggingLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
}
