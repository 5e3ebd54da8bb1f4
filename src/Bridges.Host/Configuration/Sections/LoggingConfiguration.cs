namespace Bridges.Host.Configuration;

/// <summary>What is logged, to standard output.</summary>
internal sealed record LoggingConfiguration
{
    public LoggingLevel Level { get; init; } = LoggingLevel.Information;

    public LoggingFormat Format { get; init; } = LoggingFormat.Text;
}
