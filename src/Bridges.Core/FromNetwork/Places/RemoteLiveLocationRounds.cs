using Bridges.Core.LiveLocations;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromNetwork.Places;

/// <summary>Shows on Matrix where people on networks are now.</summary>
internal sealed class RemoteLiveLocationRounds(
    LiveLocationShowing showing, LiveLocationTable table, Database database, LiveLocationNews news, LimitsInForce limits, TimeProvider time, ILogger<RemoteLiveLocationRounds> logger)
    : LiveLocationRounds(fromMatrix: false, table, database, news, limits, time, logger)
{
    protected override async Task<IReadOnlyList<Statement>> ShowAsync(LiveLocationRow row, CancellationToken cancellationToken)
    {
        var isOver = IsOver(row);
        return await showing.ShowAsync(row, isOver, cancellationToken) ? [.. Shown(row, isOver)] : Closed(row);
    }
}
