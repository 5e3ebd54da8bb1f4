using System.Diagnostics.Metrics;
using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>Counts files that are carried: how many, how they end, and their bytes as they come in.</summary>
internal sealed class TransferFigures : IDisposable
{
    private const string FromMatrix = "from_matrix";
    private const string FromNetwork = "from_network";

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _running;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _bytes;

    public TransferFigures(NetworkCatalog networks)
    {
        // Its scope tells the figures of hosts in one process apart.
        _meter = new Meter(new MeterOptions("Bridges.Transfers") { Scope = this });
        _running = _meter.CreateUpDownCounter<long>("bridges_transfers_running", description: "Files that are being carried at this moment.");
        _ended = _meter.CreateCounter<long>("bridges_transfers", description: "Files that were carried, by outcome; one that is tried again counts each time.");
        _bytes = _meter.CreateCounter<long>("bridges_transfer", unit: "By", description: "Bytes of files that came in, by network and direction.");
        foreach (var network in networks.All.Select(network => network.Description.Id))
        {
            foreach (var isToMatrix in new[] { true, false })
            {
                // What is not there until something happens cannot be alarmed on.
                _running.Add(0, Tags(network, isToMatrix));
                Came(0, network, isToMatrix);
                Count(0, network, isToMatrix, isDone: true);
                Count(0, network, isToMatrix, isDone: false);
            }
        }
    }

    public void Began(NetworkId network, bool isToMatrix) => _running.Add(1, Tags(network, isToMatrix));

    /// <param name="isDone">Null: it goes on in another place.</param>
    public void Ended(NetworkId network, bool isToMatrix, bool? isDone)
    {
        _running.Add(-1, Tags(network, isToMatrix));
        if (isDone is { } done)
        {
            Count(1, network, isToMatrix, done);
        }
    }

    public void Came(long bytes, NetworkId network, bool isToMatrix) => _bytes.Add(bytes, Tags(network, isToMatrix));

    public void Dispose() => _meter.Dispose();

    private void Count(long times, NetworkId network, bool isToMatrix, bool isDone) =>
        _ended.Add(times, [.. Tags(network, isToMatrix), new("outcome", isDone ? "done" : "failed")]);

    private static KeyValuePair<string, object?>[] Tags(NetworkId network, bool isToMatrix) =>
        [new("network", network.Value), new("direction", isToMatrix ? FromNetwork : FromMatrix)];
}
