namespace Bridges.Core.MissedEvents;

/// <summary>When rooms are searched, and what follows from it: the one table of states.</summary>
internal static class SearchSchedule
{
    /// <summary>How long until the next search in a state.</summary>
    public static TimeSpan Wait(SearchState state) => state switch
    {
        SearchState.Trusted => TimeSpan.FromMinutes(5),
        // Not at once: a homeserver that comes and goes is asked once it stays.
        SearchState.Suspected => TimeSpan.FromSeconds(2),
        // By then the homeserver's recovery is over.
        SearchState.Rechecking => TimeSpan.FromSeconds(10),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The state after a search that saw all that was said before it.</summary>
    public static SearchState AfterSearch(SearchState state) => state switch
    {
        SearchState.Suspected => SearchState.Rechecking,
        SearchState.Rechecking or SearchState.Trusted => SearchState.Trusted,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
