namespace Bridges.TestBeds.Users;

/// <summary>By which part of a sync an event came.</summary>
public enum EventKind
{
    /// <summary>Something that happened in a room, in order.</summary>
    Timeline,

    /// <summary>State of a room from before the timeline shown.</summary>
    State,

    /// <summary>State of a room that the user is invited to, as far as it is shown to them.</summary>
    Invite,

    /// <summary>Typing, receipts.</summary>
    Ephemeral,

    /// <summary>The user's own account data, of a room or of the whole account.</summary>
    AccountData,

    /// <summary>Presence of somebody.</summary>
    Presence,
}
