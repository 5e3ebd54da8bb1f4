using Bridges.Core.MissedEvents;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Core.Tests.MissedEvents;

/// <summary>When all is believed to be told again.</summary>
public sealed class LossSuspicionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LossSuspicion _suspicion;

    public LossSuspicionTests() => _suspicion = new LossSuspicion(_time);

    public void Dispose() => _suspicion.Dispose();

    [Fact]
    public void Two_searches_at_once_leave_the_one_after_the_recovery_to_be_made()
    {
        _suspicion.Searched(_suspicion.Begin());
        _suspicion.Searched(_suspicion.Begin());

        Assert.Equal(SearchState.Rechecking, _suspicion.State);
    }

    [Fact]
    public void A_search_that_began_before_the_recovery_was_over_does_not_count_as_the_one_after_it()
    {
        _suspicion.Searched(_suspicion.Begin());
        var begun = _suspicion.Begin();
        _time.Advance(SearchSchedule.Wait(SearchState.Rechecking));

        _suspicion.Searched(begun);
        Assert.Equal(SearchState.Rechecking, _suspicion.State);
        _suspicion.Searched(_suspicion.Begin());
        Assert.Equal(SearchState.Trusted, _suspicion.State);
    }

    [Fact]
    public void A_suspicion_that_comes_up_during_a_search_stays()
    {
        var begun = _suspicion.Begin();
        _suspicion.Raise();

        _suspicion.Searched(begun);

        Assert.Equal(SearchState.Suspected, _suspicion.State);
    }
}
