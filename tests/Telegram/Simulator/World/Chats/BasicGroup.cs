namespace Bridges.Telegram.Simulator.World;

/// <summary>A small group. Its messages are copied into each member's mailbox.</summary>
public sealed class BasicGroup : GroupChat
{
    internal BasicGroup(WorldState world, long id, string title)
        : base(world, id, title)
    {
    }

    /// <summary>The supergroup as which it goes on; null (the default) where it does not.</summary>
    public Channel? MigratedTo { get; internal set; }

    /// <summary>Its creator makes it a supergroup.</summary>
    public Channel Upgrade(Person by) => World.Change(() => World.Migration.Upgrade(this, by, origin: null).Chat);

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
