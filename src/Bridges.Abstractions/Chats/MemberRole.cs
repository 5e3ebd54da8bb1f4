namespace Bridges.Abstractions;

/// <summary>What a member may do in a chat, from least to most.</summary>
public enum MemberRole
{
    /// <summary>May read only.</summary>
    Restricted,

    Member,

    Administrator,

    Owner,
}
