namespace Bridges.Core.Portals.Rules;

/// <summary>Whether the owner of an account wants a chat on Matrix.</summary>
internal enum ChatStanding
{
    /// <summary>It had nothing to do with Matrix yet, and may.</summary>
    New,

    /// <summary>It has, or had, a room.</summary>
    Known,

    /// <summary>It was switched off, or the account's rule keeps it away.</summary>
    Unwanted,
}
