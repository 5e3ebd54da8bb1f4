namespace Bridges.Telegram.Simulator.World;

/// <summary>
/// A person's messages of private chats and basic groups. As on the real server they share one counter, so each
/// participant knows the same message by another id.
/// </summary>
internal sealed class Mailbox
{
    private readonly Dictionary<int, Message> messages = [];
    private readonly List<Message> scheduled = [];
    private int lastId;
    private int lastScheduledId;

    /// <summary>Messages that the person's clients sent, by the random id they were sent with.</summary>
    public Dictionary<long, Message> SentByRandomId { get; } = [];

    public int Add(Message message)
    {
        messages.Add(++lastId, message);
        return lastId;
    }

    /// <summary>What the person's clients asked to be sent later, oldest first. It is numbered apart.</summary>
    public IReadOnlyList<Message> Scheduled => scheduled;

    public int Schedule(Message message)
    {
        scheduled.Add(message);
        return ++lastScheduledId;
    }

    public bool Unschedule(Message message) => scheduled.Remove(message);

    public Message? Find(int id) => messages.GetValueOrDefault(id);
}
