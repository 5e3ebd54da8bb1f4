namespace Bridges.Abstractions;

/// <summary>The states of an account's connection.</summary>
public enum AccountCondition
{
    /// <summary>
    /// A session begins: what happened since the last one may be missing. The host looks for gaps before it takes the
    /// first event of the session.
    /// </summary>
    Connecting,

    /// <summary>
    /// The connection is back in the middle of a session, and the network's library may not bring all that was said
    /// meanwhile: the host looks at the chats in which something happened before it takes the next event. Where the library
    /// fills every gap itself, report <see cref="Connected"/> at once.
    /// </summary>
    Resumed,

    /// <summary>Up to date with the network.</summary>
    Connected,

    /// <summary>Not reachable for now, in the middle of a session.</summary>
    Disconnected,

    /// <summary>The network ended the session; only a new login helps.</summary>
    LoggedOut,
}
