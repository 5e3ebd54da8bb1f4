namespace Bridges.Telegram.Simulator.World;

/// <summary>A small group. Its messages are copied into each member's mailbox.</summary>
public sealed class BasicGroup : GroupChat
{
    internal BasicGroup(WorldState world, long id, string title)
        : base(world, id, title)
    {
    }

    /// <summary>Counts the changes of membership, as the protocol asks.</summary>
    internal int Version { get; private set; } = 1;

    internal override void Put(Member member)
    {
        base.Put(member);
        Version++;
    }

    internal override void TakeOut(Person person)
    {
        base.TakeOut(person);
        Version++;
    }
}
