namespace Bridges.Telegram.Simulator.World;

/// <summary>The chat of two people; of one with themselves for "saved messages".</summary>
public sealed class PrivateChat : Chat
{
    private readonly Person[] participants;

    internal PrivateChat(WorldState world, long id, Person first, Person second)
        : base(world, id) => participants = first == second ? [first] : [first, second];

    internal override IReadOnlyCollection<Person> Audience => participants;

    /// <summary>The other one; for "saved messages" the same person.</summary>
    public Person Other(Person viewer) => participants.FirstOrDefault(person => person != viewer) ?? viewer;

    internal override bool Includes(Person person) => participants.Contains(person);
}
