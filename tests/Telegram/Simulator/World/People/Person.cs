namespace Bridges.Telegram.Simulator.World;

/// <summary>
/// A Telegram user. Tests act as them through this class; a real client may at the same time be logged in as them and
/// then sees these acts as done "on another device".
/// </summary>
public sealed class Person
{
    private readonly WorldState world;

    internal Person(WorldState world, long id, string firstName)
    {
        this.world = world;
        Id = id;
        AccessHash = (id * 7919) + 11;
        FirstName = firstName;
    }

    /// <summary>The user id.</summary>
    public long Id { get; }

    /// <summary>First name; change it with <see cref="Rename"/>.</summary>
    public string FirstName { get; internal set; }

    /// <summary>Last name, or empty.</summary>
    public string LastName { get; internal set; } = "";

    /// <summary>User name without the @, or empty.</summary>
    public string Username { get; internal set; } = "";

    /// <summary>Phone number, digits only, or empty.</summary>
    public string Phone { get; internal set; } = "";

    /// <summary>The "about" text.</summary>
    public string Bio { get; set; } = "";

    /// <summary>The profile picture; null (the default) if they have none.</summary>
    public Picture? Picture { get; internal set; }

    /// <summary>Whether this is a bot; it then logs in with <see cref="BotToken"/>.</summary>
    public bool IsBot => BotToken is not null;

    /// <summary>A bot's token; null for people.</summary>
    public string? BotToken { get; internal init; }

    /// <summary>Pays for more and larger things. Default: false.</summary>
    public bool IsPremium { get; set; }

    /// <summary>Two-step password; null (the default) if they have none.</summary>
    public string? Password { get; set; }

    /// <summary>The hint shown for <see cref="Password"/>.</summary>
    public string PasswordHint { get; set; } = "";

    /// <summary>The data centre they must log in at; null (the default) for any.</summary>
    public int? HomeDataCentre { get; set; }

    /// <summary>Whether a client is connected as them.</summary>
    public bool IsOnline => world.Sessions.IsOnline(this);

    internal long AccessHash { get; }

    internal Mailbox Mailbox { get; } = new();

    internal UpdateLog Log { get; } = new();

    internal HashSet<Person> Contacts { get; } = [];

    /// <summary>Whom they have blocked.</summary>
    internal HashSet<Person> BlockedPeople { get; } = [];

    /// <summary>Whether they have blocked somebody.</summary>
    public bool HasBlocked(Person other) => world.Read(() => BlockedPeople.Contains(other));

    /// <summary>Until when they have muted chats, in the protocol's unit; 0: not at all.</summary>
    internal Dictionary<Chat, int> Mutes { get; } = [];

    /// <summary>The chats that they have put into their archive.</summary>
    internal HashSet<Chat> Archive { get; } = [];

    /// <summary>The chats that they keep at the top.</summary>
    internal HashSet<Chat> Favourites { get; } = [];

    /// <summary>The chats that they have marked as unread.</summary>
    internal HashSet<Chat> MarkedUnread { get; } = [];

    /// <summary>Whether they keep a chat at the top.</summary>
    public bool HasAtTop(Chat chat) => world.Read(() => Favourites.Contains(chat));

    /// <summary>Whether they have marked a chat as unread.</summary>
    public bool HasMarkedUnread(Chat chat) => world.Read(() => MarkedUnread.Contains(chat));

    /// <summary>Whether they have muted a chat.</summary>
    public bool HasMuted(Chat chat) => world.Read(() => Mutes.GetValueOrDefault(chat) > world.Date);

    /// <summary>Whether they have put a chat into their archive.</summary>
    public bool HasArchived(Chat chat) => world.Read(() => Archive.Contains(chat));

    /// <summary>Puts another person into their contacts.</summary>
    public void AddContact(Person other) => world.Change(() => Contacts.Add(other));

    /// <summary>The private chat of the two.</summary>
    public PrivateChat ChatWith(Person other) => world.Read(() => world.Chats.Private(this, other));

    /// <summary>Sends a text message.</summary>
    /// <exception cref="RpcException">They may not write there.</exception>
    public Message SendText(
        Chat chat,
        string text,
        IReadOnlyList<TextEntity>? entities = null,
        Message? replyTo = null,
        Quote? quote = null,
        bool silent = false) =>
        Send(chat, new MessageDraft { Text = text, Entities = entities ?? [], ReplyTo = replyTo, Quote = quote, IsSilent = silent });

    /// <summary>Sends something other than text: a photo, a poll, a sticker …</summary>
    public Message SendMedia(Chat chat, Media media, string caption = "") => Send(chat, new MessageDraft { Media = media, Text = caption });

    /// <summary>Sends anything, with fields of the wire form given as JSON.</summary>
    public Message SendRaw(
        Chat chat, string text, IReadOnlyList<TextEntity>? entities, Message? replyTo, Quote? quote, string? raw, string? service) =>
        Send(chat, new MessageDraft
        {
            Text = text, Entities = entities ?? [], ReplyTo = replyTo, Quote = quote, Raw = raw, Service = service is null ? null : new ServiceAction.Raw(service),
        });

    /// <summary>Changes something of a message besides its text.</summary>
    public void Touch(Message message, string? raw, bool isEdit) => world.Change(() => world.Messaging.Touch(message, raw, isEdit));

    /// <summary>Sets fields of their wire form, and tells those who know them.</summary>
    public void SetRaw(string raw) => world.Change(() =>
    {
        RawFields.Set(this, raw);
        return world.People.Rename(this, FirstName, LastName, Username);
    });

    /// <summary>What they have the server send later.</summary>
    public IReadOnlyList<Message> Scheduled => world.Read(() => Mailbox.Scheduled.ToArray());

    /// <summary>The time of something that they have the server send later has come.</summary>
    public Message SendScheduled(Message message) => world.Change(() => world.Scheduling.Send(message, origin: null));

    /// <summary>Sets how long messages of a chat stay; null: for ever.</summary>
    public void SetTimer(Chat chat, TimeSpan? timer) => world.Change(() => world.Timers.Set(this, chat, timer, origin: null));

    /// <summary>Forwards a message.</summary>
    public Message Forward(Message message, Chat to) => world.Change(() => world.Messaging.Forward(this, message, to, origin: null).Message);

    /// <summary>Changes the text of a message of theirs.</summary>
    public void Edit(Message message, string text, IReadOnlyList<TextEntity>? entities = null) =>
        world.Change(() => world.Messaging.Edit(this, message, text, entities ?? [], origin: null));

    /// <summary>Deletes a message for everybody, or only for themselves.</summary>
    public void Delete(Message message, bool forEveryone = true) =>
        world.Change(() => world.Messaging.Delete(this, [message], forEveryone, origin: null));

    /// <summary>Reads a chat up to a message; to its end by default.</summary>
    public void Read(Chat chat, Message? upTo = null) =>
        world.Change(() => world.Reading.ReadUpTo(this, chat, (upTo ?? chat.LastVisibleTo(this))?.IdFor(this) ?? 0, origin: null));

    /// <summary>Shows others that they type; clients take it back by themselves after some seconds.</summary>
    public void StartTyping(Chat chat) => world.Change(() => world.Reading.Type(this, chat, isTyping: true));

    /// <summary>Shows others that they no longer type.</summary>
    public void StopTyping(Chat chat) => world.Change(() => world.Reading.Type(this, chat, isTyping: false));

    /// <summary>Changes their name; null leaves a part as it is.</summary>
    public void Rename(string? firstName = null, string? lastName = null, string? username = null) =>
        world.Change(() => world.People.Rename(this, firstName ?? FirstName, lastName ?? LastName, username ?? Username));

    /// <summary>Gives them a profile picture.</summary>
    public void SetPicture(ReadOnlyMemory<byte> jpeg) => world.Change(() => world.People.SetPicture(this, jpeg));

    /// <inheritdoc/>
    public override string ToString() => FirstName;

    private Message Send(Chat chat, MessageDraft draft) => world.Change(() => world.Messaging.Send(this, chat, draft, origin: null).Message);
}
