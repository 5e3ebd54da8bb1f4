namespace Bridges.Core;

/// <summary>Which chats of an account get rooms by themselves. What was switched on or off by hand stays so, whatever the rule.</summary>
public enum ChatRule
{
    /// <summary>Every chat in which something is said.</summary>
    All,

    /// <summary>Chats with one person, and the notes to oneself.</summary>
    Direct,

    /// <summary>None: only those that are switched on.</summary>
    Chosen,
}
