using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>Makes lanes, each with how its rows end and how they are tried again.</summary>
internal sealed class LaneFactory(
    Database database, Journal journal, RowEnds ends, ILaneHandler handler, ICheckpoints checkpoints, TimeProvider time, ILogger<Lane> logger)
{
    public Lane Create(string key) => new(
        key, journal, handler, new LaneCompletions(database, ends, checkpoints, time, logger), new LaneRetry(database, ends, handler, time, logger), time, logger);
}
