namespace Bridges.Abstractions;

/// <summary>The states of an account's connection.</summary>
public enum AccountCondition
{
    Connecting,

    /// <summary>Up to date with the network.</summary>
    Connected,

    /// <summary>Not reachable for now; the module keeps trying.</summary>
    Disconnected,

    /// <summary>The network ended the session; only a new login helps.</summary>
    LoggedOut,
}
