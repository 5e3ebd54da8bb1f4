namespace Bridges.Telegram.Simulator.World;

/// <summary>A message as the server holds it.</summary>
public sealed class Message
{
    private readonly Dictionary<Person, int> copies = [];
    private readonly HashSet<Person> hiddenFrom = [];
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
    public Media? Media { get; }

    /// <summary>What it announces, for a service message.</summary>
    public ServiceAction? Service { get; }

    /// <summary>The last change of the text; null if never.</summary>
    public DateTimeOffset? EditDate { get; private set; }

    /// <summary>Deleted for everybody.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>The id by which a person's clients know it; 0 if they do not have it.</summary>
    public int IdFor(Person viewer) => channelId != 0 ? channelId : copies.GetValueOrDefault(viewer);

    /// <inheritdoc/>
    public override string ToString() => $"message of {Sender}";

    internal bool IsVisibleTo(Person viewer) => !IsDeleted && IdFor(viewer) != 0 && !hiddenFrom.Contains(viewer);

    internal void SetChannelId(int id) => channelId = id;

    internal void SetCopy(Person holder, int id) => copies[holder] = id;

    internal void Change(string text, IReadOnlyList<TextEntity> entities, DateTimeOffset date) => (Text, Entities, EditDate) = (text, entities, date);

    internal void DeleteForEveryone() => IsDeleted = true;

    internal void HideFrom(Person viewer) => hiddenFrom.Add(viewer);
}
