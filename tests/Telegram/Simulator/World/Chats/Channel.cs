namespace Bridges.Telegram.Simulator.World;

/// <summary>A supergroup or a broadcast channel: its message ids and its update counter are shared by all members.</summary>
public sealed class Channel : GroupChat
{
    private readonly Dictionary<int, Message> byId = [];
    private int lastId;

    internal Channel(WorldState world, long id, string title, bool isBroadcast)
        : base(world, id, title)
    {
        IsBroadcast = isBroadcast;
        AccessHash = (id * 6131) + 17;
    }

    /// <summary>True for a channel where only admins post; false for a supergroup.</summary>
    public bool IsBroadcast { get; }

    /// <summary>Public name without the @, or empty.</summary>
    public string Username { get; set; } = "";

    /// <summary>The basic group that it was before; null (the default) for none.</summary>
    public BasicGroup? MigratedFrom { get; internal set; }

    internal long AccessHash { get; }

    internal UpdateLog Log { get; } = new();

    /// <summary>When <see cref="Log"/> last grew, in the protocol's unit.</summary>
    internal int LastChange { get; private set; }

    internal LoggedUpdate Append(LoggedChange change, int count)
    {
        LastChange = World.Date;
        return Log.Append(change, count);
    }

    internal int Add(Message message)
    {
        byId.Add(++lastId, message);
        return lastId;
    }

    internal Message? Find(int id) => byId.GetValueOrDefault(id);
}
