namespace Bridges.Core.MissedEvents;

/// <summary>How much the homeserver is believed to have told.</summary>
internal enum SearchState
{
    /// <summary>All; the rooms are searched now and then.</summary>
    Trusted,

    /// <summary>Something speaks for a loss, and nobody has searched since.</summary>
    Suspected,

    /// <summary>The rooms were searched since, but perhaps before the homeserver's recovery was over: they are once more.</summary>
    Rechecking,
}
