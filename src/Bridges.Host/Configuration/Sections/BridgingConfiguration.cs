namespace Bridges.Host.Configuration;

/// <summary>How chats are carried over, for every network.</summary>
internal sealed record BridgingConfiguration
{
    /// <summary>What commands outside a management room begin with.</summary>
    public string CommandPrefix { get; init; } = "!bridges";

    /// <summary>Where admins hear what needs a person: <c>auto</c> (a room that the bot makes), <c>none</c> (each where they talk with the bot), or a room's id.</summary>
    public string AdminRoom { get; init; } = "auto";

    /// <summary>How many of the newest chats become rooms when an account logs in.</summary>
    public int ChatsAtLogin { get; init; } = 20;

    /// <summary>How many old messages a new room begins with.</summary>
    public int MessagesAtLogin { get; init; } = 20;

    /// <summary>How many chats users may choose at most, when they log in.</summary>
    public int MostChatsAtLogin { get; init; } = 200;

    /// <summary>How many old messages of each chat users may choose at most.</summary>
    public int MostMessagesAtLogin { get; init; } = 500;

    /// <summary>How many rooms an account's incoming messages may open within ten minutes; further ones wait for their turn.</summary>
    public int NewRoomsInTenMinutes { get; init; } = 200;

    /// <summary>Whether users stay in the rooms of groups after a logout, though others' logins bring what is said there.</summary>
    public bool StayAfterLogout { get; init; }

    /// <summary>Whether leaving the room of a group leaves the group on its network.</summary>
    public bool LeavingRoomLeavesChat { get; init; }

    /// <summary>Whether rooms are kept as their chats are on the network: at the top, archived, muted, marked unread.</summary>
    public bool FollowChatSettings { get; init; } = true;

    /// <summary>Whether chats are kept on the network as their rooms are in clients, too.</summary>
    public bool FollowClients { get; init; }

    /// <summary>How long an account may be silent before its network is asked for a sign of life.</summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What places become that people share for a while.</summary>
    public LiveLocationForm LiveLocations { get; init; } = LiveLocationForm.Beacons;

    /// <summary>How often such a place moves on the other side, at most: once in so many seconds.</summary>
    public int LiveLocationSeconds { get; init; } = 15;

    /// <summary>Whether clients are told of each success too, not of failures only.</summary>
    public bool SuccessStatusEvents { get; init; }
}
