namespace Bridges.Host.Configuration;

/// <summary>What someone may do; each level includes those before it.</summary>
internal enum PermissionSetting
{
    /// <summary>Nothing.</summary>
    Blocked,

    /// <summary>Write through somebody else's account where a room is set up so.</summary>
    Relay,

    /// <summary>Log in with accounts of their own.</summary>
    User,

    /// <summary>Look at and mend everything.</summary>
    Admin,
}
