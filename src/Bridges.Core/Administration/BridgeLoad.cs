using Bridges.Core.Lanes;
using Bridges.Core.Status;
using Bridges.Storage;

namespace Bridges.Core.Administration;

/// <summary>How much is under way, how much waits, and how much is kept.</summary>
internal sealed class BridgeLoad(LaneScheduler lanes, Journal journal, StoreMeasuring stores)
{
    public int ActiveLanes => lanes.ActiveLanes;

    public Task<JournalDepth> DepthAsync(CancellationToken cancellationToken) => journal.DepthAsync(cancellationToken);

    public Task<StoredSizes> StoredAsync(CancellationToken cancellationToken) => stores.MeasureAsync(cancellationToken);
}
