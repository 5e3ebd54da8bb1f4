using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>What a handler can see of the lane that it works in.</summary>
internal sealed class LaneContext(Func<Task> settle)
{
    /// <summary>
    /// The row at hand may have been carried out before, by a process that died or a request whose answer was lost.
    /// Once one row of a lane turns out not to have been, no later one can have been.
    /// </summary>
    public bool MayHaveHappened { get; set; }

    /// <summary>Completes when all that earlier rows of this lane wrote is on disk and can be read.</summary>
    public Task SettleAsync() => settle();

    /// <summary>
    /// The row at hand. Whoever hands it over to a network notes so here, too: a next attempt then knows that this one may
    /// have got through.
    /// </summary>
    public JournalRow? Current { get; set; }
}
