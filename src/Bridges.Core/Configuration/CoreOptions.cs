using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>What the bridge itself can be told. Built by the host from its configuration; never changes while it runs.</summary>
public sealed record CoreOptions
{
    /// <summary>The homeserver's name: what stands behind the colon in its users' ids.</summary>
    public required string ServerName { get; init; }

    /// <summary>Localpart of the one bot.</summary>
    public string BotLocalpart { get; init; } = "bridges";

    public string BotName { get; init; } = "Bridges";

    /// <summary>What every ghost's localpart begins with.</summary>
    public string GhostPrefix { get; init; } = "_bridges_";

    /// <summary>Id of the application service in its registration; part of the bridge information in rooms.</summary>
    public string ApplicationServiceId { get; init; } = "bridges";

    /// <summary>What commands outside a management room begin with.</summary>
    public string CommandPrefix { get; init; } = "!bridges";

    /// <summary>Whether what needs a person is said to all admins in one room; else to each where they talk with the bot.</summary>
    public bool AdminsShareRoom { get; init; } = true;

    /// <summary>The room where it is said; null: one that the bot makes.</summary>
    public RoomId? AdminRoom { get; init; }

    public PermissionTable Permissions { get; init; } = PermissionTable.Nobody;

    /// <summary>Whether each success is told by a status event too, not only failures (MSC: <c>com.beeper.message_send_status</c>).</summary>
    public bool StatusEventsForSuccess { get; init; }

    /// <summary>Within this time the journal itself knows what it had before; of what is older, the messages that were bridged are asked.</summary>
    internal static TimeSpan JournalRemembers { get; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long finished journal rows are kept, against repeats and for looking up a message's fate: well over a day, for
    /// which the bridge relies on them.
    /// </summary>
    public TimeSpan KeepDone { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long dead letters are kept, with their contents, for somebody to bring them back.</summary>
    public TimeSpan KeepDead { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many of the newest chats become rooms when an account logs in.</summary>
    public int ChatsAtLogin { get; init; } = 20;

    /// <summary>How many old messages a new room begins with.</summary>
    public int MessagesAtLogin { get; init; } = 20;

    /// <summary>How many chats users may choose at most, when they log in.</summary>
    public int MostChatsAtLogin { get; init; } = 200;

    /// <summary>How many old messages of each chat users may choose at most.</summary>
    public int MostMessagesAtLogin { get; init; } = 500;

    /// <summary>Where files lie while they are carried from one side to the other. Default: a folder for temporary files.</summary>
    public string TransferDirectory { get; init; } = Path.Combine(Path.GetTempPath(), "bridges-transfers");

    /// <summary>Folders whose size admins are told, with what is in them. Default: none.</summary>
    public IReadOnlyList<(string Name, string Path)> StoreFolders { get; init; } = [];

    /// <summary>The largest file that users may send and receive, in bytes. Default: 2 GiB; homeservers and networks may take less.</summary>
    public long FileSizeOfUsers { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>The largest file that admins may send and receive, in bytes. Default: 4 GiB.</summary>
    public long FileSizeOfAdmins { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>What stickers that move become: <c>image/gif</c>, which moves in every client (the default), or <c>image/webp</c>.</summary>
    public string StickerContentType { get; init; } = "image/gif";

    /// <summary>The longest side of a sticker, in pixels. Default: 256.</summary>
    public int StickerSide { get; init; } = 256;

    /// <summary>Whether places that are shared for a while become beacons (MSC3672); else they are messages that are edited.</summary>
    public bool LiveLocationsAreBeacons { get; init; } = true;

    /// <summary>How often a place that is shared for a while moves on the other side, at most. Default: every 15 seconds.</summary>
    public TimeSpan LiveLocationPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a chat waits for a file before it goes on without it. Default: 8 seconds.</summary>
    public TimeSpan FilePatience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How many rooms an account's incoming messages may open within ten minutes; what is over it waits for its turn. What its owner asks for does
    /// not count.
    /// </summary>
    public int NewRoomsInTenMinutes { get; init; } = 200;

    /// <summary>Whether a user stays in the rooms of groups after a logout, though others' logins bring what is said there.</summary>
    public bool StayAfterLogout { get; init; }

    /// <summary>Whether leaving the room of a group leaves the group on its network.</summary>
    public bool LeavingRoomLeavesChat { get; init; }

    /// <summary>
    /// Whether rooms are kept as their chats are on the network: at the top (<c>m.favourite</c>), archived (<c>m.lowpriority</c>), muted, marked unread. Default:
    /// yes, for users for whom the bridge may act.
    /// </summary>
    public bool FollowChatSettings { get; init; } = true;

    /// <summary>
    /// Whether chats are kept on the network as their rooms are in their users' clients, too, which the homeserver is asked for as these users (<c>/sync</c>).
    /// Default: no. Needs <see cref="FollowChatSettings"/>.
    /// </summary>
    public bool FollowClients { get; init; }

    /// <summary>
    /// How long an account may be silent before its network is asked for a sign of life. Default: 5 minutes; a dead connection is noticed within
    /// twice that.
    /// </summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The bot's user id.</summary>
    public UserId Bot => new($"@{BotLocalpart}:{ServerName}");

    internal UserId Local(string localpart) => new($"@{localpart}:{ServerName}");
}
