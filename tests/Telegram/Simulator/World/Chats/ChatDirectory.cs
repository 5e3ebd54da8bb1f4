namespace Bridges.Telegram.Simulator.World;

/// <summary>All chats.</summary>
public sealed class ChatDirectory
{
    private const long FirstGroupId = 700_001;
    private const long FirstChannelId = 1_900_000_001;

    private readonly WorldState world;
    private readonly Dictionary<(long Low, long High), PrivateChat> privateChats = [];
    private readonly Dictionary<long, BasicGroup> groups = [];
    private readonly Dictionary<long, Channel> channels = [];

    internal ChatDirectory(WorldState world) => this.world = world;

    /// <summary>Every chat, the private ones first.</summary>
    public IReadOnlyList<Chat> All => world.Read(() => Enumerate().ToArray());

    /// <summary>Makes a basic group.</summary>
    public BasicGroup CreateGroup(string title, Person creator, params IReadOnlyList<Person> members) =>
        world.Change(() => world.Membership.CreateGroup(title, creator, members, origin: null).Chat);

    /// <summary>Makes a supergroup.</summary>
    public Channel CreateSupergroup(string title, Person creator, params IReadOnlyList<Person> members) =>
        world.Change(() => world.Membership.CreateChannel(title, isBroadcast: false, creator, members, origin: null).Chat);

    /// <summary>Makes a broadcast channel.</summary>
    public Channel CreateChannel(string title, Person creator, params IReadOnlyList<Person> subscribers) =>
        world.Change(() => world.Membership.CreateChannel(title, isBroadcast: true, creator, subscribers, origin: null).Chat);

    /// <summary>Null if there is no such basic group.</summary>
    public BasicGroup? FindGroup(long id) => world.Read(() => groups.GetValueOrDefault(id));

    /// <summary>Null if there is no such supergroup or channel.</summary>
    public Channel? FindChannel(long id) => world.Read(() => channels.GetValueOrDefault(id));

    internal PrivateChat Private(Person one, Person other)
    {
        if (PrivateIfAny(one, other) is not { } chat)
        {
            privateChats[KeyOf(one, other)] = chat = new PrivateChat(world, privateChats.Count + 1, one, other);
        }

        return chat;
    }

    internal PrivateChat? PrivateIfAny(Person one, Person other) => privateChats.GetValueOrDefault(KeyOf(one, other));

    internal BasicGroup NewGroup(string title)
    {
        var group = new BasicGroup(world, FirstGroupId + groups.Count, title);
        groups.Add(group.Id, group);
        return group;
    }

    internal Channel NewChannel(string title, bool isBroadcast)
    {
        var channel = new Channel(world, FirstChannelId + channels.Count, title, isBroadcast);
        channels.Add(channel.Id, channel);
        return channel;
    }

    internal IEnumerable<Chat> Enumerate() => privateChats.Values.Concat<Chat>(groups.Values).Concat(channels.Values);

    /// <summary>What a person's chat list holds.</summary>
    internal IEnumerable<Chat> ListedFor(Person viewer) =>
        Enumerate().Where(chat => chat is Channel ? chat.Includes(viewer) : chat.LastVisibleTo(viewer) is not null);

    internal IEnumerable<Channel> ChannelsOf(Person viewer) => channels.Values.Where(channel => channel.Includes(viewer));

    internal Channel? FindByUsername(string username) =>
        channels.Values.FirstOrDefault(channel => username.Length > 0 && channel.Username.Equals(username, StringComparison.OrdinalIgnoreCase));

    internal bool Know(Person one, Person other) => one.Contacts.Contains(other) || Enumerate().Any(chat => chat.Includes(one) && chat.Includes(other));

    private static (long Lower, long Higher) KeyOf(Person one, Person other) => (Math.Min(one.Id, other.Id), Math.Max(one.Id, other.Id));
}
