namespace Bridges.Core;

/// <summary>What a Matrix user may do, from least to most.</summary>
public enum PermissionLevel
{
    /// <summary>Ignored.</summary>
    Blocked,

    /// <summary>May not log in. Is told so, where a blocked user hears nothing; nothing is passed on through somebody else's account.</summary>
    Relay,

    /// <summary>May log in and bridge chats of their own.</summary>
    User,

    /// <summary>May also see and mend what concerns others.</summary>
    Admin,
}
