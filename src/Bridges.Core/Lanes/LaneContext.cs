using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>What a handler can see of the lane that it works in.</summary>
internal sealed class LaneContext(Func<Task> settle)
{
    private int _suspects;

    /// <summary>The row at hand may have been carried out before, by a process that died or a request whose answer was lost.</summary>
    public bool MayHaveHappened => _suspects > 0;

    /// <summary>
    /// A process that died may have carried out the row in hand and those whose ends were under way. That one of them cannot
    /// be found says nothing of the next: what was sent may have been taken back since.
    /// </summary>
    public void SuspectBeginning()
    {
        _suspects = LaneCompletions.MaxUnderWay + 1;
        SentBefore = null;
    }

    public void SuspectCurrent()
    {
        _suspects = Math.Max(_suspects, 1);
        SentBefore = null;
    }

    /// <summary>What the room held of ours when it was asked; null: ask it, as there is a new doubt. One answer serves all rows in doubt.</summary>
    public IReadOnlyDictionary<BridgeMark, EventId>? SentBefore { get; set; }

    public void RowEnded() => _suspects = Math.Max(_suspects - 1, 0);

    /// <summary>Completes when all that earlier rows of this lane wrote is on disk and can be read.</summary>
    public Task SettleAsync() => settle();

    /// <summary>
    /// The row at hand. Whoever hands it over to a network notes so here, too: a next attempt then knows that this one may
    /// have got through.
    /// </summary>
    public JournalRow? Current { get; set; }
}
