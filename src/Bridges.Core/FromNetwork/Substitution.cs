namespace Bridges.Core.FromNetwork;

/// <summary>When another account may carry out what one told.</summary>
internal enum Substitution
{
    /// <summary>Where it does not run: it says something about the chat.</summary>
    Always,

    /// <summary>Once its login is gone: it may be the echo of what its owner wrote here, which only the account itself can tell.</summary>
    AfterLogout,

    /// <summary>Never: it concerns that account alone.</summary>
    Never,
}
