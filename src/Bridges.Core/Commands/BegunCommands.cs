using System.Collections.Concurrent;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>
/// Keeps what must not be done twice from being done again where only its answer failed, or the bridge was stopped: that it begins is on disk
/// before, as with messages that are handed over.
/// </summary>
internal sealed class BegunCommands(Database database, TimeProvider time)
{
    /// <summary>Answers that could not be said yet, by their rows.</summary>
    private readonly ConcurrentDictionary<long, Func<Task>> _unsaid = new();

    /// <param name="row">The command's row, as this attempt finds it.</param>
    public BegunCommand Take(JournalRow row, LaneContext lane) => new(row, lane, database, time, _unsaid);
}
