using System.Diagnostics.Metrics;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Metrics;

/// <summary>What the bridge counts, under the meter name <c>Bridges</c>.</summary>
internal sealed class BridgeMeter : IDisposable
{
    public const string Name = "Bridges";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _rows;

    public BridgeMeter() =>
        _rows = _meter.CreateCounter<long>("bridges_rows", description: "Journal rows worked on, by network, direction and outcome.");

    public void Handled(JournalRow row, RowOutcome outcome) =>
        _rows.Add(
            1,
            new("network", row.Network.Value),
            new("direction", row.Direction == JournalDirection.FromMatrix ? "from_matrix" : "from_network"),
            new("outcome", outcome switch { RowOutcome.Finished => "done", RowOutcome.TryAgain => "retry", RowOutcome.Refused => "refused", RowOutcome.MoveTo => "moved", _ => "dead" }));

    public void Dispose() => _meter.Dispose();
}
