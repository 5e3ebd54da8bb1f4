using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>All people and bots.</summary>
public sealed class PeopleDirectory
{
    private const long FirstId = 5_000_001;

    private readonly WorldState world;
    private readonly List<Person> people = [];
    private readonly Dictionary<long, Person> byId = [];

    internal PeopleDirectory(WorldState world) => this.world = world;

    /// <summary>Everybody, in the order of their making.</summary>
    public IReadOnlyList<Person> All => world.Read(() => people.ToArray());

    /// <summary>Makes a person.</summary>
    /// <param name="firstName">First name.</param>
    /// <param name="phone">Phone number, with or without a plus sign; empty for none.</param>
    /// <param name="username">User name without the @; empty for none.</param>
    /// <param name="lastName">Last name; empty for none.</param>
    public Person Add(string firstName, string phone = "", string username = "", string lastName = "") =>
        world.Change(() => Store(new Person(world, NextId(), firstName)
        {
            LastName = lastName,
            Phone = phone.TrimStart('+'),
            Username = username,
        }));

    /// <summary>Makes a bot. Its token is <see cref="Person.BotToken"/>.</summary>
    public Person AddBot(string name, string username) => world.Change(() =>
    {
        var id = NextId();
        return Store(new Person(world, id, name) { Username = username, BotToken = $"{id}:simulated-bot-token" });
    });

    /// <summary>Null if there is nobody with this id.</summary>
    public Person? Find(long id) => world.Read(() => byId.GetValueOrDefault(id));

    /// <summary>Null if nobody has this phone number.</summary>
    public Person? FindByPhone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : First(person => person.Phone == digits);
    }

    /// <summary>Null if nobody has this user name.</summary>
    public Person? FindByUsername(string username) =>
        username.Length == 0 ? null : First(person => person.Username.Equals(username, StringComparison.OrdinalIgnoreCase));

    internal Person? FindByBotToken(string token) => First(person => person.BotToken == token);

    internal bool Rename(Person person, string firstName, string lastName, string username)
    {
        (person.FirstName, person.LastName, person.Username) = (firstName, lastName, username);
        return Tell(person, PersonView.Renamed(person));
    }

    internal bool SetPicture(Person person, ReadOnlyMemory<byte> jpeg)
    {
        person.Picture = world.Pictures.Add(jpeg);
        return Tell(person, PersonView.Changed(person));
    }

    private bool Tell(Person person, TlObject update)
    {
        var batch = world.Publisher.NewBatch();
        foreach (var viewer in people.Where(viewer => viewer == person || world.Chats.Know(viewer, person)))
        {
            batch.AddTimed(viewer, update);
        }

        batch.Publish(origin: null);
        return true;
    }

    private Person? First(Func<Person, bool> predicate) => world.Read(() => people.Find(person => predicate(person)));

    private long NextId() => FirstId + people.Count;

    private Person Store(Person person)
    {
        people.Add(person);
        byId.Add(person.Id, person);
        return person;
    }
}
