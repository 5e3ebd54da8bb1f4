namespace Bridges.Telegram.Simulator.World;

/// <summary>A place where messages are.</summary>
public abstract class Chat
{
    private readonly List<Message> messages = [];
    private readonly Dictionary<Person, ReadMarks> marks = [];
    private readonly List<TypingNotice> typing = [];

    private protected Chat(WorldState world, long id)
    {
        World = world;
        Id = id;
    }

    /// <summary>The protocol's bare id: positive, unique among chats of its kind.</summary>
    public long Id { get; }

    /// <summary>What the server holds, oldest first: the truth to check a bridge against. Deleted messages stay, marked so.</summary>
    public IReadOnlyList<Message> Messages => World.Read(() => messages.ToArray());

    /// <summary>Who typed here and when, oldest first.</summary>
    public IReadOnlyList<TypingNotice> Typing => World.Read(() => typing.ToArray());

    /// <summary>How long its messages stay from now on. Default null: as long as nobody deletes them.</summary>
    public TimeSpan? Timer { get; internal set; }

    internal WorldState World { get; }

    /// <summary>Who receives what happens here.</summary>
    internal abstract IReadOnlyCollection<Person> Audience { get; }

    internal IReadOnlyList<Message> AllMessages => messages;

    /// <summary>The last message that a person has read; null if none.</summary>
    public Message? LastReadBy(Person reader) => World.Read(() =>
    {
        var mark = MarksOf(reader).Inbox;
        return messages.FindLast(message => message.IdFor(reader) is > 0 and var id && id <= mark);
    });

    internal abstract bool Includes(Person person);

    internal ReadMarks MarksOf(Person person)
    {
        if (!marks.TryGetValue(person, out var own))
        {
            marks[person] = own = new ReadMarks();
        }

        return own;
    }

    internal Message? LastVisibleTo(Person viewer) => messages.FindLast(message => message.IsVisibleTo(viewer));

    internal int UnreadCountOf(Person viewer)
    {
        var mark = MarksOf(viewer).Inbox;
        var count = 0;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            var id = messages[i].IdFor(viewer);
            if (id != 0 && id <= mark)
            {
                break;
            }

            count += messages[i].IsVisibleTo(viewer) && messages[i].Sender != viewer ? 1 : 0;
        }

        return count;
    }

    internal void Keep(Message message) => messages.Add(message);

    internal void Keep(TypingNotice notice) => typing.Add(notice);
}
