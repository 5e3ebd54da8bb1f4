namespace Bridges.Telegram.Simulator.World;

/// <summary>What a member may do.</summary>
public enum MemberRole
{
    /// <summary>Write, where not only admins may.</summary>
    Member,

    /// <summary>Also post in channels, delete, invite, put out, rename.</summary>
    Admin,

    /// <summary>Everything.</summary>
    Creator,
}
