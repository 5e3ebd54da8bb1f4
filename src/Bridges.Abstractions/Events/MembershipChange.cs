namespace Bridges.Abstractions;

/// <summary>How someone came or went.</summary>
public enum MembershipChange
{
    Joined,
    Left,

    /// <summary>Put out, and may come back.</summary>
    Removed,

    /// <summary>Put out, and may not come back.</summary>
    Banned,

    /// <summary>May come back again.</summary>
    Unbanned,

    /// <summary>Invited, not yet in.</summary>
    Invited,

    /// <summary>Asks to be let in.</summary>
    AskedToJoin,

    /// <summary>No longer asks, or was refused.</summary>
    RequestEnded,
}
