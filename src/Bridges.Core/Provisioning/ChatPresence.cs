namespace Bridges.Core;

/// <summary>Whether a chat is on Matrix.</summary>
public enum ChatPresence
{
    /// <summary>It is.</summary>
    On,

    /// <summary>It has no room yet; whether its next message makes one, the account's rule says.</summary>
    ByRule,

    /// <summary>It was switched off, or its room was left; it stays away until it is switched on.</summary>
    Off,
}
