namespace Bridges.Telegram.Simulator.World;

/// <summary>Somebody's place in a group.</summary>
public sealed class Member
{
    internal Member(Person person, MemberRole role, Person invitedBy, DateTimeOffset joined)
    {
        Person = person;
        Role = role;
        InvitedBy = invitedBy;
        Joined = joined;
    }

    /// <summary>Who.</summary>
    public Person Person { get; }

    /// <summary>What they may do.</summary>
    public MemberRole Role { get; internal set; }

    /// <summary>Who brought them in; themselves if they joined.</summary>
    public Person InvitedBy { get; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Joined { get; }

    internal bool IsAdmin => Role is MemberRole.Creator or MemberRole.Admin;
}
