using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Chats;
using Bridges.WhatsApp.Commands;
using Bridges.WhatsApp.Delivery;
using Bridges.WhatsApp.History;
using Bridges.WhatsApp.Messages.Incoming;
using Bridges.WhatsApp.Messages.Outgoing;
using Bridges.WhatsApp.People;
using Bridges.WhatsApp.Sessions;
using Bridges.WhatsApp.Stickers;

namespace Bridges.WhatsApp.Accounts;

/// <summary>One linked account and all that it can do.</summary>
internal sealed class WhatsAppAccount : IAccount,
    ISends<ImageContent>, ISends<VideoContent>, ISends<AnimationContent>, ISends<RoundVideoContent>, ISends<VoiceContent>, ISends<AudioContent>,
    ISends<FileContent>, ISends<StickerContent>, ISends<AlbumContent>, ISends<LocationContent>, ISends<LiveLocationContent>, ISends<ContactsContent>, ISends<PollContent>, ISends<CalendarEventContent>,
    IEditsMessages, IDeletesMessages, IReacts, IVotesInPolls, IPinsMessages, IPressesChoices, IHasLimits, IDeduplicatesDeliveries, IRecognizesDeliveries,
    IFetchesMedia, IFetchesAvatars, IListsChats, IReadsHistory, IChecksMessages, IRequestsHistory, ISendsReadReceipts, ISendsPlayedReceipts, ISendsViewOnce, ISendsTyping,
    IStartsChats, ICreatesGroups, IJoinsChats, ILeavesChats, IManagesMembers, IChangesChats, ISharesInviteLinks, IAnswersJoinRequests,
    IBlocksPeople, ISetsChatSettings, IDeletesChats, ISetsTimers, IReadsStickerPacks, IOffersCommands,
    IProbesConnection
{
    private readonly AccountServices _services;
    private readonly AccountSecret _secret;
    private readonly AccountSession _session;
    private readonly MessageSender _sender;
    private readonly ChatReader _chats;
    private readonly GroupEditor _groups;
    private readonly PeopleReader _people;
    private readonly HistoryReader _history;
    private readonly StickerPacks _stickers;
    private readonly FileFetcher _files;
    private readonly WhatsAppCommands _commands;
    private readonly bool _isNew;

    public WhatsAppAccount(StoredAccount account, IAccountHost host, AccountServices services)
    {
        _services = services;
        _secret = AccountSecret.Parse(account.Secret);
        _isNew = services.Finished.Take(_secret.Folder);
        Id = account.Id;
        Self = new RemoteUserId(account.Id.Value);
        var folder = services.Folders.PathOf(_secret.Folder);
        var known = new KnownPeople();
        var translator = new EventTranslator(Id, () => Self, known, services.CommandPrefix);
        var sink = new EventSink(host, translator, services, Id);
        _session = new AccountSession(Id, new EngineAccount(_secret, folder, services.Engine, host), new ConnectionReport(host), sink, services);
        _sender = new MessageSender(_session);
        _chats = new ChatReader(Id, () => Self, _session, services.Options.PostStatus);
        _groups = new GroupEditor(Id, _session, services.CommandPrefix);
        _people = new PeopleReader(_session, known, services.Options.ContactNames, folder);
        _history = new HistoryReader(Id, _session, translator);
        _stickers = new StickerPacks(_session, folder);
        _files = new FileFetcher(_session, _stickers);
        _commands = new WhatsAppCommands(_sender, _groups, new Communities(_session, _groups, services.CommandPrefix), _people, services.CommandPrefix, services.Time);
        sink.Attach(_session.Connection, _people, _history);
    }

    public AccountId Id { get; }

    public RemoteUserId Self { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _services.Folders.Claim(_secret.Folder, Id.Value);
        if (_isNew)
        {
            _session.Connection.AwaitHistory(_services.Time);
        }

        _session.Start();
        return Task.CompletedTask;
    }

    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => _sender.SendAsync(message, cancellationToken);

    public Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken) => _sender.EditAsync(edit, cancellationToken);

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken) => _sender.DeleteAsync(deletion, cancellationToken);

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) => Task.FromResult(new ReactionRules());

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) => _sender.ReactAsync(reactions, cancellationToken);

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) => _sender.VoteAsync(vote, cancellationToken);

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken) => _sender.PinAsync(pin, cancellationToken);

    public async Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken)
    {
        await _sender.PressAsync(delivery, chat, message, choice, cancellationToken);
        return null;
    }

    public IReadOnlyList<AccountCommand> Commands => WhatsAppCommands.All;

    public Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken) => _commands.RunAsync(call, cancellationToken);

    public MessageLimits GetLimits(ChatKey chat) => WhatsAppLimits.All;

    public IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) => WhatsAppLimits.ViewOnceKinds(chat);

    public Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken) => _files.FetchAsync(fetch, progress, cancellationToken);

    public Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken) => _people.FetchPictureAsync(avatar, cancellationToken);

    public Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken) => _chats.GetAsync(chat, cancellationToken);

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) => _people.GetAsync(user, cancellationToken);

    public Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken) => _history.ListAsync(limit, cancellationToken);

    public Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken) =>
        _history.ReadAsync(chat, after, limit, cancellationToken);

    public Task<IReadOnlySet<RemoteMessageId>> FindGoneAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken) =>
        _history.FindGoneAsync(chat, messages, cancellationToken);

    public Task RequestHistoryAsync(ChatKey chat, RemoteMessageId? before, int limit, CancellationToken cancellationToken) =>
        _history.RequestAsync(chat, limit, cancellationToken);

    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) =>
        AskAsync("message.read", chat, cancellationToken, ("id", upTo.Value));

    public bool MayBe(OutgoingMessage sent, RemoteMessage told) => MessageIds.IsOf(sent, told.Id);

    public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        AskAsync("message.played", chat, cancellationToken, ("ids", JsonReading.ToArray([message.Value])));

    public Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken) =>
        AskAsync("chat.typing", chat, cancellationToken, ("state", isTyping ? "composing" : "paused"));

    public Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken) => _people.SearchAsync(query, limit, cancellationToken);

    public Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) => _people.ResolveAsync(identifier, cancellationToken);

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) => Task.FromResult(RemoteIds.Chat(user.Value, Id));

    public Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken) =>
        _groups.CreateAsync(name, members, cancellationToken);

    public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken) => _groups.JoinAsync(nameOrLink, cancellationToken);

    public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken) => _groups.LeaveAsync(chat, cancellationToken);

    public Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) =>
        _groups.ChangeMembersAsync("group.add", chat, user, cancellationToken);

    public Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) =>
        _groups.ChangeMembersAsync("group.remove", chat, user, cancellationToken);

    /// <summary>WhatsApp bans nobody from a group.</summary>
    public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) =>
        _groups.ChangeMembersAsync(role >= MemberRole.Administrator ? "group.promote" : "group.demote", chat, user, cancellationToken);

    public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) => _groups.ChangeAsync("group.name", chat, cancellationToken, ("text", name));

    public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) => _groups.ChangeAsync("group.topic", chat, cancellationToken, ("text", topic));

    public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) =>
        _groups.ChangeAsync("group.picture", chat, cancellationToken, ("path", picture?.Path));

    public Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken) => _groups.LinkAsync(chat, renew, cancellationToken);

    public Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken) =>
        _groups.ChangeAsync("group.answer", chat, cancellationToken, ("users", JsonReading.ToArray([user.Value])), ("accept", accept));

    public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) =>
        _people.SetBlockedAsync(user, isBlocked, cancellationToken);

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) =>
        AskAsync("chat.timer", chat, cancellationToken, ("seconds", (long)(timer?.TotalSeconds ?? 0)));

    public Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken)
    {
        var changes = new List<(string, JsonNode?)>();
        if (settings.MutedUntil is { } until)
        {
            changes.Add(("mutedUntil", until == DateTimeOffset.MaxValue ? -1 : until <= _services.Time.GetUtcNow() ? 0 : until.ToUnixTimeMilliseconds()));
        }

        void Add(string name, bool? value)
        {
            if (value is { } given)
            {
                changes.Add((name, given));
            }
        }

        Add("archived", settings.IsArchived);
        Add("pinned", settings.IsFavourite);
        Add("unread", settings.IsMarkedUnread);
        return AskAsync("chat.settings", settings.Chat, cancellationToken, [.. changes]);
    }

    /// <summary>The others keep their chats, whoever deletes theirs.</summary>
    public bool CanDeleteForEveryone(ChatKey chat) => false;

    public Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken) => RemoteIds.IsChannel(chat.Chat.Value)
        ? throw BridgeException.Permanent("A channel cannot be deleted on WhatsApp; it can be left.")
        : AskAsync("chat.delete", chat, cancellationToken);

    public Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken) => _stickers.ReadAsync(nameOrLink.Trim(), cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => _session.RequestAsync("connection.probe", [], cancellationToken);

    /// <summary>An engine that hangs does not answer this either: its supervision ends it, and the account is opened in the next.</summary>
    public Task ReconnectAsync(CancellationToken cancellationToken)
    {
        _session.Connection.Begin();
        return _session.RequestAsync("connection.renew", [], cancellationToken);
    }

    public async Task LogoutAsync(CancellationToken cancellationToken)
    {
        await _session.LogOutAsync(cancellationToken);
        _services.Folders.MarkForErasure(_secret.Folder);
        await DisposeAsync();
        _services.Folders.Erase(_secret.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _stickers.Dispose();
    }

    private Task<JsonElement> AskAsync(string method, ChatKey chat, CancellationToken cancellationToken, params (string Name, JsonNode? Value)[] more) =>
        _groups.ChangeAsync(method, chat, cancellationToken, more);
}
