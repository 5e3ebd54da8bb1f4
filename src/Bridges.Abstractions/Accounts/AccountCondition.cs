namespace Bridges.Abstractions;

/// <summary>The states of an account's connection.</summary>
public enum AccountCondition
{
    /// <summary>
    /// A session begins: what happened since the last one may be missing. The host looks for gaps before it takes the
    /// first event of the session.
    /// </summary>
    Connecting,

    /// <summary>Up to date with the network.</summary>
    Connected,

    /// <summary>Not reachable for now, in the middle of a session: the network's library fills the gap itself.</summary>
    Disconnected,

    /// <summary>The network ended the session; only a new login helps.</summary>
    LoggedOut,
}
