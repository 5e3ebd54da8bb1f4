namespace Bridges.Host.Configuration;

/// <summary>Prometheus metrics at <c>/metrics</c> of the same address.</summary>
internal sealed record MetricsConfiguration
{
    public bool Enabled { get; init; } = true;
}
