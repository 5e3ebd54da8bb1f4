namespace Bridges.Core;

/// <summary>
/// The limits that count: those that the bridge began with, until the configuration was read again. What is under way goes on with what it began with.
/// </summary>
public sealed class LimitsInForce(CoreOptions options)
{
    private volatile CoreOptions _options = options;

    /// <inheritdoc cref="CoreOptions.ChatsAtLogin"/>
    public int ChatsAtLogin => _options.ChatsAtLogin;

    /// <inheritdoc cref="CoreOptions.MessagesAtLogin"/>
    public int MessagesAtLogin => _options.MessagesAtLogin;

    /// <summary>How many chats users may choose at most, when they log in; never less than they get without a choice.</summary>
    public int MostChatsAtLogin => Math.Max(_options.ChatsAtLogin, _options.MostChatsAtLogin);

    /// <summary>How many old messages of each chat users may choose at most; never less than they get without a choice.</summary>
    public int MostMessagesAtLogin => Math.Max(_options.MessagesAtLogin, _options.MostMessagesAtLogin);

    /// <inheritdoc cref="CoreOptions.NewRoomsInTenMinutes"/>
    public int NewRoomsInTenMinutes => _options.NewRoomsInTenMinutes;

    /// <inheritdoc cref="CoreOptions.FileSizeOfUsers"/>
    public long FileSizeOfUsers => _options.FileSizeOfUsers;

    /// <inheritdoc cref="CoreOptions.FileSizeOfAdmins"/>
    public long FileSizeOfAdmins => _options.FileSizeOfAdmins;

    /// <inheritdoc cref="CoreOptions.FilePatience"/>
    public TimeSpan FilePatience => _options.FilePatience;

    /// <inheritdoc cref="CoreOptions.LiveLocationPause"/>
    public TimeSpan LiveLocationPause => _options.LiveLocationPause;

    /// <summary>From now on those of these options count.</summary>
    public void Replace(CoreOptions options) => _options = options;
}
