namespace Bridges.Telegram.Simulator.World;

/// <summary>A message as the server holds it.</summary>
public sealed class Message
{
    private readonly Dictionary<Person, int> copies = [];
    private readonly HashSet<Person> hiddenFrom = [];
    private readonly Dictionary<Person, (IReadOnlyList<Reaction> Reactions, DateTimeOffset Date)> reactions = [];
    private readonly List<string> presses = [];
    private int channelId;

    internal Message(Chat chat, Person sender, DateTimeOffset date, MessageDraft draft)
    {
        (Chat, Sender, Date) = (chat, sender, date);
        (Text, Entities, Media, Service) = (draft.Text, draft.Entities, draft.Media, draft.Service);
        (ReplyTo, Quote, ForwardedFrom, IsSilent) = (draft.ReplyTo, draft.Quote, draft.ForwardedFrom, draft.IsSilent);
        RawFields.Set(this, draft.Raw);
    }

    /// <summary>Where it is.</summary>
    public Chat Chat { get; }

    /// <summary>Who wrote it; for a channel's post the admin who posted, whom subscribers do not see.</summary>
    public Person Sender { get; }

    /// <summary>When it was sent, in whole seconds for clients.</summary>
    public DateTimeOffset Date { get; }

    /// <summary>The present text or caption.</summary>
    public string Text { get; private set; }

    /// <summary>The present formatting.</summary>
    public IReadOnlyList<TextEntity> Entities { get; private set; }

    /// <summary>What it answers, if anything.</summary>
    public Message? ReplyTo { get; }

    /// <summary>The part that it quotes of <see cref="ReplyTo"/>.</summary>
    public Quote? Quote { get; }

    /// <summary>The message it is a forward of.</summary>
    public Message? ForwardedFrom { get; }

    /// <summary>Sent without a sound.</summary>
    public bool IsSilent { get; }

    /// <summary>Content besides text.</summary>
    public Media? Media { get; internal set; }

    /// <summary>The same for all parts of an album; 0 for what is in none.</summary>
    public long AlbumId { get; internal init; }

    /// <summary>Stands at the top of its chat.</summary>
    public bool IsPinned { get; internal set; }

    /// <summary>How long it stays after it was sent. Default null: as long as nobody deletes it.</summary>
    public TimeSpan? Period { get; internal init; }

    /// <summary>The buttons that people pressed, in order.</summary>
    public IReadOnlyList<string> Presses => Chat.World.Read(() => presses.ToArray());

    /// <summary>What it announces, for a service message.</summary>
    public ServiceAction? Service { get; }

    /// <summary>The last change of the text; null if never.</summary>
    public DateTimeOffset? EditDate { get; private set; }

    /// <summary>Deleted for everybody.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Whether a person still has it: it is deleted neither for everyone nor for them.</summary>
    public bool IsThereFor(Person viewer) => Chat.World.Read(() => IsVisibleTo(viewer));

    /// <summary>The id by which a person's clients know it; 0 if they do not have it.</summary>
    public int IdFor(Person viewer) => channelId != 0 ? channelId : copies.GetValueOrDefault(viewer);

    /// <summary>What a person put to it, in order.</summary>
    public IReadOnlyList<Reaction> ReactionsOf(Person person) => Chat.World.Read(() => reactions.TryGetValue(person, out var own) ? own.Reactions : []);

    /// <summary>What a person chose in a poll, by position; none where they did not vote.</summary>
    public IReadOnlyList<int> VotesOf(Person person) =>
        Chat.World.Read(() => (Media as Media.Poll)?.Ballot.Votes.GetValueOrDefault(person) ?? []);

    /// <summary>Whether its poll has ended.</summary>
    public bool IsPollClosed => Chat.World.Read(() => (Media as Media.Poll)?.Ballot.IsClosed == true);

    /// <inheritdoc/>
    public override string ToString() => $"message of {Sender}";

    internal IReadOnlyDictionary<Person, (IReadOnlyList<Reaction> Reactions, DateTimeOffset Date)> AllReactions => reactions;

    internal void SetReactions(Person person, IReadOnlyList<Reaction> own, DateTimeOffset date)
    {
        reactions.Remove(person);
        if (own.Count > 0)
        {
            reactions[person] = (own, date);
        }
    }

    internal void Press(string button) => presses.Add(button);

    internal bool IsVisibleTo(Person viewer) => !IsDeleted && IdFor(viewer) != 0 && !hiddenFrom.Contains(viewer);

    internal void SetChannelId(int id) => channelId = id;

    internal void SetCopy(Person holder, int id) => copies[holder] = id;

    internal void Change(string text, IReadOnlyList<TextEntity> entities, DateTimeOffset date) => (Text, Entities, EditDate) = (text, entities, date);

    internal void DeleteForEveryone() => IsDeleted = true;

    internal void HideFrom(Person viewer) => hiddenFrom.Add(viewer);
}
