namespace Bridges.Host;

/// <summary>How an instrument's measurements are added up.</summary>
internal enum InstrumentKind
{
    Gauge,

    /// <summary>Measurements are what came on top.</summary>
    Counter,

    /// <summary>Measurements are the sum so far.</summary>
    ObservedCounter,

    UpDown,

    Histogram,
}
