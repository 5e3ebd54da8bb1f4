using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Chats;
using Bridges.Signal.Commands;
using Bridges.Signal.Incoming;
using Bridges.Signal.Outgoing;
using Bridges.Signal.Stickers;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Accounts;

/// <summary>One login on Signal: what it can is the interfaces that it implements, who does it are the parts that it is made of.</summary>
internal sealed class SignalAccount : IAccount,
    IDeduplicatesDeliveries, IEditsMessages, IDeletesMessages, IReacts, IVotesInPolls, IEndsPolls, IPinsMessages, ISetsTimers, IHasLimits,
    ISendsReadReceipts, ISendsPlayedReceipts, ISendsViewOnce, ISendsTyping, IFetchesMedia, IFetchesAvatars, IStartsChats, ICreatesGroups, IJoinsChats, ILeavesChats, IChangesChats, IManagesMembers,
    IAnswersJoinRequests, ISharesInviteLinks, IAnswersMessageRequests, IBlocksPeople, ISetsChatSettings, IDeletesChats, IReadsStickerPacks, IProbesConnection, IOffersCommands,
    ISends<ImageContent>, ISends<VideoContent>, ISends<AnimationContent>, ISends<VoiceContent>, ISends<AudioContent>, ISends<FileContent>, ISends<StickerContent>,
    ISends<AlbumContent>, ISends<LocationContent>, ISends<ContactsContent>, ISends<PollContent>
{
    private static readonly TimeSpan FilePatience = TimeSpan.FromMinutes(15);

    private readonly AccountServices _services;
    private readonly IAccountHost _host;
    private readonly EngineAccount _engine;
    private readonly AccountSession _session;
    private readonly EventIntake _intake;
    private readonly ChatReader _chats;
    private readonly GroupActions _groups;
    private readonly MessageSender _sender;
    private readonly AccountCommands _commands;
    private readonly AvatarFetcher _avatars;
    private readonly ChatSettings _settings;
    private readonly StickerPacks _stickers;
    private readonly CancellationTokenSource _ending = new();
    private int _isDisposed;
    private Task _taking = Task.CompletedTask;

    public SignalAccount(AccountId id, AccountSecret secret, IAccountHost host, AccountServices services)
    {
        Id = id;
        _host = host;
        _services = services;
        var folder = services.Folders.PathOf(secret.Folder);
        _engine = new EngineAccount(services.Hub, id);
        _chats = new ChatReader(_engine, services.Options.ContactNames);
        _groups = new GroupActions(_engine);
        _sender = new MessageSender(_engine, new MessageWriter(_engine), _chats.ReadPersonAsync);
        _commands = new AccountCommands(_engine, services.CommandPrefix);
        _avatars = new AvatarFetcher(_engine, folder);
        _settings = new ChatSettings(_engine, services.Time);
        _stickers = new StickerPacks(_engine);
        var patience = new EnginePatience(_engine, services.Time);
        var longTexts = new LongTexts(folder, _engine, patience);
        _intake = new EventIntake(
            _engine, patience, new EventTranslator(id, services.Options.Calls, services.Options.Stories, services.CommandPrefix), longTexts, _chats, host,
            services.Loggers.CreateLogger<EventIntake>());
        _session = new AccountSession(_engine, secret, _intake, host, OnTyping, services);
        _session.AfterConnect(new FirstSync(_engine, new HistoryReader(id, services.Options.Calls), _session, host, longTexts, _chats, folder).RunAsync);
    }

    public AccountId Id { get; }

    public RemoteUserId Self => _engine.Self;

    public IReadOnlyList<AccountCommand> Commands => AccountCommands.All;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // One that is gone is not made anew: an empty file would be taken for the account's.
        if (Directory.Exists(_services.Folders.PathOf(_session.Secret.Folder)))
        {
            _services.Folders.Claim(_session.Secret.Folder, Id.Value);
        }

        _taking = Task.Run(() => _intake.RunAsync(_ending.Token), CancellationToken.None);
        _session.Begin();
        return Task.CompletedTask;
    }

    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => _sender.SendAsync(message, cancellationToken);

    public Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken) => _sender.EditAsync(edit, cancellationToken);

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken) => _sender.DeleteAsync(deletion, cancellationToken);

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) => Task.FromResult(new ReactionRules { WantsCompleteSpelling = true });

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) =>
        _sender.PointAsync("react", reactions.Delivery, reactions.Chat, reactions.Target, new JsonObject { ["emoji"] = reactions.Reactions is [var reaction, ..] ? reaction.Key : null }, cancellationToken);

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) =>
        _sender.PointAsync("vote", vote.Delivery, vote.Chat, vote.Poll, new JsonObject { ["options"] = new JsonArray([.. vote.Options.Select(option => (JsonNode?)OptionNumber(option))]) }, cancellationToken);

    public Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken) =>
        _sender.PointAsync("poll.end", delivery, chat, poll, [], cancellationToken);

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken) =>
        _sender.PointAsync("pin", pin.Delivery, pin.Chat, pin.Message, new JsonObject { ["remove"] = !pin.IsPinned }, cancellationToken);

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) =>
        _engine.AskAsync("timer", new JsonObject { ["chat"] = chat.Chat.Value, ["seconds"] = (long)(timer ?? TimeSpan.Zero).TotalSeconds }, cancellationToken);

    public MessageLimits GetLimits(ChatKey chat) => SignalLimits.All;

    public IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) => SignalLimits.ViewOnceKinds;

    /// <summary>Of stories nobody is told: whoever looked at them is not shown on Signal unless they want to.</summary>
    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) => RemoteIds.IsStories(chat) ? Task.CompletedTask :
        _engine.AskAsync("read", new JsonObject { ["chat"] = chat.Chat.Value, ["upTo"] = RemoteIds.TimeOf(upTo), ["call"] = RemoteIds.CallOf(upTo) }, cancellationToken);

    public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        var (author, target) = RemoteIds.Parse(message);
        return _engine.AskAsync("viewed", new JsonObject { ["chat"] = chat.Chat.Value, ["author"] = author, ["target"] = target }, cancellationToken);
    }

    public Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken) => RemoteIds.IsStories(chat) ? Task.CompletedTask :
        _engine.AskAsync("typing", new JsonObject { ["chat"] = chat.Chat.Value, ["on"] = isTyping }, cancellationToken);

    public async Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var pointer = FileReader.ReadToken(fetch.Reference.Token);
        if (pointer.Number("size") > fetch.MaximumSize)
        {
            throw new MediaTooLargeException(pointer.Number("size"));
        }

        var answer = await _engine.AskAsync("download", new JsonObject { ["pointer"] = pointer.ToNode(), ["file"] = fetch.Path }, cancellationToken, FilePatience);
        progress.Report(answer.Number("size") ?? 0);
    }

    public Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken) => _avatars.FetchAsync(avatar, cancellationToken);

    public Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken) => _chats.ReadAsync(chat, cancellationToken);

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) => _chats.ReadPersonAsync(user, cancellationToken);

    public async Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        var people = await _engine.AskAsync("people", [], cancellationToken);
        return [.. people.Items("people")
            .Where(person => person.Text("id") != Self.Value && new[] { person.Text("name"), person.Text("ownName"), person.Text("number"), person.Text("username") }.Any(text => text?.Contains(query, StringComparison.OrdinalIgnoreCase) == true))
            .Select(_chats.Describe).Take(limit)];
    }

    public async Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
        (await _engine.AskAsync("lookup", new JsonObject { ["wanted"] = identifier }, cancellationToken)).Object("person") is { } person ? _chats.Describe(person) : null;

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) => Task.FromResult(RemoteIds.Chat(user.Value, isGroup: false, Id));

    public Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken) => _groups.CreateAsync(name, members, cancellationToken);

    public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken) => _groups.JoinAsync(nameOrLink, cancellationToken);

    public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken) => _groups.LeaveAsync(chat, cancellationToken);

    public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) => _groups.SetNameAsync(chat, name, cancellationToken);

    public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) => _groups.SetTopicAsync(chat, topic, cancellationToken);

    public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) => _groups.SetPictureAsync(chat, picture, cancellationToken);

    public Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => _groups.AddAsync(chat, user, cancellationToken);

    public Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) => _groups.RemoveAsync(chat, user, ban, cancellationToken);

    public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => _groups.UnbanAsync(chat, user, cancellationToken);

    public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) => _groups.SetRoleAsync(chat, user, role, cancellationToken);

    public Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken) => _groups.AnswerAsync(chat, user, accept, cancellationToken);

    public Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken) => _groups.GetLinkAsync(chat, renew, cancellationToken);

    public Task AcceptRequestAsync(ChatKey chat, CancellationToken cancellationToken) => AnswerRequestAsync(chat, "accept", cancellationToken);

    public Task RefuseRequestAsync(ChatKey chat, bool block, CancellationToken cancellationToken) => AnswerRequestAsync(chat, block ? "block" : "delete", cancellationToken);

    public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) =>
        AnswerRequestAsync(RemoteIds.Chat(user.Value, isGroup: false, Id), isBlocked ? "block" : "accept", cancellationToken);

    public Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken) => _settings.WriteAsync(settings, cancellationToken);

    /// <summary>The others keep their chats, whoever deletes theirs.</summary>
    public bool CanDeleteForEveryone(ChatKey chat) => false;

    public Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken) => RemoteIds.IsStories(chat)
        ? throw BridgeException.Permanent("The room of stories is no chat on Signal.")
        : _engine.AskAsync("chat.delete", new JsonObject { ["chat"] = chat.Chat.Value }, cancellationToken);

    public Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken) => _stickers.ReadAsync(nameOrLink.Trim(), cancellationToken);

    public Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken) => _commands.RunAsync(call, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => _engine.AskAsync("alive", [], cancellationToken);

    public Task ReconnectAsync(CancellationToken cancellationToken) => _session.ReconnectAsync(cancellationToken);

    public async Task LogoutAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _engine.AskAsync("unlink", [], cancellationToken);
        }
        finally
        {
            _services.Folders.MarkForErasure(_session.Secret.Folder);
            await _session.EndAsync();
            _services.Folders.Erase(_session.Secret.Folder);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _session.EndAsync();
        await _ending.CancelAsync();
        await _taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        _session.Dispose();
    }

    private Task AnswerRequestAsync(ChatKey chat, string answer, CancellationToken cancellationToken) =>
        _engine.AskAsync("answer", new JsonObject { ["chat"] = chat.Chat.Value, ["answer"] = answer }, cancellationToken);

    private void OnTyping(JsonElement told)
    {
        if (told.Text("chat") is { } chat && told.Text("sender") is { } sender)
        {
            _host.Typing(new RemoteTyping(RemoteIds.Chat(chat, told.Flag("isGroup"), Id), new RemoteUserId(sender), told.Flag("on")));
        }
    }

    private static JsonValue OptionNumber(string option) =>
        int.TryParse(option, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : throw BridgeException.Permanent("This poll of Signal has no such answer.");
}
