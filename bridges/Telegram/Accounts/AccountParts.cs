using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Commands;
using Bridges.Telegram.Delivery;
using Bridges.Telegram.Groups;
using Bridges.Telegram.History;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.Files;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Options;
using Bridges.Telegram.Outgoing;
using Bridges.Telegram.People;
using Bridges.Telegram.Polls;
using Bridges.Telegram.Reactions;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Stickers;
using Bridges.Telegram.Td;
using Bridges.Telegram.Updates;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Accounts;

/// <summary>The parts of one account, put together.</summary>
internal sealed class AccountParts
{
    private const int QueuedUpdates = 4096;

    public AccountParts(
        AccountId id, AccountSecret secret, TdClient? loggedIn, IAccountHost host, AccountServices services)
    {
        Id = id;
        Secret = secret;
        Folders = services.Folders;
        var (time, options) = (services.Time, services.Options);
        var queue = new UpdateQueue<AccountUpdate>(QueuedUpdates);
        var connection = new ConnectionReport(host, queue, options.Proxy, time);
        Session = new AccountSession(
            id, new AccountClients(secret, loggedIn, services.Engine, services.Opener), new ClientEnding(id, secret, services.Finished), queue, connection, time,
            services.Loggers.CreateLogger<AccountSession>());
        Probe = new ConnectionProbe(Session);
        var told = new ToldMessages(time);
        Intake = new UpdateIntake(queue, connection, told);

        var lists = new ChatLists(Session);
        var chats = new ChatFinder(Session, lists);
        Requests = new JoinRequests(id, Session, chats, time);
        var people = new PeopleShown();
        var versions = new EditVersions();
        var messages = new MessageTranslator(id, versions);
        var pages = new HistoryPages(Session);
        var emoji = new CustomEmojiLoader(Session);
        var incoming = new IncomingMessages(id, Session, messages, people, new ChatFocus(Session), new PassedOverMessages(pages, told), emoji);
        var updates = new MessageUpdates(id, incoming, told, new ReactionReader(id, Session, emoji, time), new VoteReader(id, Session, time), time);
        var translator = new UpdateTranslator(id, host, incoming, updates, new ChatChanges(id, host, people, time), Requests, new GroupMoves(id, time));
        Forwarder = new UpdateForwarder(id, host, queue, Intake, translator, time, services.Loggers.CreateLogger<UpdateForwarder>());

        var marks = new DeliveryMarks(Session, pages);
        var replies = new ReplyBuilder(Session);
        var drafts = new DraftBuilder(options);
        var waiter = new SendWaiter(Session, time);
        Sender = new MessageSender(Session, chats, replies, marks, drafts, waiter, new AlbumSender(Session, waiter));
        Editor = new MessageEditor(Session, chats, versions, options);
        Deleter = new MessageDeleter(Session, chats);
        Typing = new TypingSender(Session);
        ReadMarker = new ReadMarker(Session, chats);
        History = new HistoryReader(id, Session, chats, pages, messages, people, emoji);
        Gone = new GoneMessages(Session, chats);
        Single = new SingleMessages(Session);
        ChatLister = new ChatLister(id, Session, lists);
        ChatReader = new ChatReader(id, Session, chats, new MemberReader(id, Session, options), people);
        UserReader = new UserReader(Session, people);
        PeopleFinder = new PeopleFinder(id, Session);
        Avatars = new AvatarFetcher(Session);
        DeliveryFinder = new DeliveryFinder(Session, chats, Sender, waiter, new OwnMessageFinder(Session, pages, marks, time), drafts);
        Media = new MediaFetcher(Session, time);
        Reactions = new ReactionSender(Session, chats);
        Voter = new Voter(Session);
        Pinner = new Pinner(Session);
        Buttons = new ButtonPresser(Session, Sender);
        Groups = new GroupEditor(Session, chats);
        Members = new MemberEditor(Session, chats);
        GroupMaker = new GroupMaker(id, Session, chats);
        Blocker = new PeopleBlocker(Session);
        Settings = new ChatSettings(Session, chats, lists, time);
        Joiner = new ChatJoiner(id, Session, chats);
        ChatDeleter = new ChatDeleter(Session, chats, new RemoteUserId(id.Value));
        Stickers = new StickerPackReader(Session);
        Commands = new TelegramCommands(Session, chats, replies, Sender, services.CommandPrefix, time);
        Moved = new MovedGroups(id, Session, Forwarder, host, time);
        Options = options;
    }

    public AccountId Id { get; }

    public AccountSecret Secret { get; }

    public EngineFolders Folders { get; }

    public AccountSession Session { get; }

    public ConnectionProbe Probe { get; }

    public UpdateIntake Intake { get; }

    public UpdateForwarder Forwarder { get; }

    public MessageSender Sender { get; }

    public MessageEditor Editor { get; }

    public MessageDeleter Deleter { get; }

    public TypingSender Typing { get; }

    public ReadMarker ReadMarker { get; }

    public HistoryReader History { get; }

    public GoneMessages Gone { get; }

    public SingleMessages Single { get; }

    public ChatLister ChatLister { get; }

    public ChatReader ChatReader { get; }

    public UserReader UserReader { get; }

    public PeopleFinder PeopleFinder { get; }

    public AvatarFetcher Avatars { get; }

    public DeliveryFinder DeliveryFinder { get; }

    public MediaFetcher Media { get; }

    public ReactionSender Reactions { get; }

    public Voter Voter { get; }

    public Pinner Pinner { get; }

    public ButtonPresser Buttons { get; }

    public GroupEditor Groups { get; }

    public MemberEditor Members { get; }

    public GroupMaker GroupMaker { get; }

    public JoinRequests Requests { get; }

    public PeopleBlocker Blocker { get; }

    public ChatSettings Settings { get; }

    public ChatJoiner Joiner { get; }

    public ChatDeleter ChatDeleter { get; }

    public StickerPackReader Stickers { get; }

    public TelegramCommands Commands { get; }

    public MovedGroups Moved { get; }

    public TelegramOptions Options { get; }
}
