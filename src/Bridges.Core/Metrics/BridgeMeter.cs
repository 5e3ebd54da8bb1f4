using System.Diagnostics.Metrics;
using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Metrics;

/// <summary>What the bridge counts, under the meter name <c>Bridges</c>.</summary>
internal sealed class BridgeMeter : IDisposable
{
    public const string Name = "Bridges";

    private const string FromMatrix = "from_matrix";
    private const string FromNetwork = "from_network";
    private const string Done = "done";
    private const string Retry = "retry";
    private const string Refused = "refused";
    private const string Moved = "moved";
    private const string Dead = "dead";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _rows;
    private readonly Counter<long> _stalls;

    public BridgeMeter(NetworkCatalog networks)
    {
        _rows = _meter.CreateCounter<long>("bridges_rows", description: "Journal rows worked on, by network, direction and outcome.");
        _stalls = _meter.CreateCounter<long>("bridges_stalls", description: "Accounts that said they were connected while their network did not answer.");
        foreach (var network in networks.All)
        {
            _stalls.Add(0, new KeyValuePair<string, object?>("network", network.Description.Id.Value));
            Announce(network.Description.Id);
        }
    }

    // A counter that is not there until something fails cannot be alarmed on.
    private void Announce(NetworkId network)
    {
        foreach (var direction in new[] { FromMatrix, FromNetwork })
        {
            foreach (var outcome in new[] { Done, Retry, Refused, Moved, Dead })
            {
                Count(0, network, direction, outcome);
            }
        }
    }

    public void Handled(JournalRow row, RowOutcome outcome) => Count(
        1, row.Network,
        row.Direction == JournalDirection.FromMatrix ? FromMatrix : FromNetwork,
        outcome switch { RowOutcome.Finished => Done, RowOutcome.TryAgain => Retry, RowOutcome.Refused => Refused, RowOutcome.MoveTo => Moved, _ => Dead });

    /// <summary>An account's network no longer answers.</summary>
    public void Stalled(NetworkId network) => _stalls.Add(1, new KeyValuePair<string, object?>("network", network.Value));

    public void Dispose() => _meter.Dispose();

    private void Count(long times, NetworkId network, string direction, string outcome) =>
        _rows.Add(times, new("network", network.Value), new("direction", direction), new("outcome", outcome));
}
