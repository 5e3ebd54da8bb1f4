using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.State;

/// <summary>
/// Users, chats and groups as TDLib told of them; it always tells of one before it names it elsewhere. Written by the one
/// reader of updates, read from any thread.
/// </summary>
internal sealed class TdState
{
    private const int MostCustomEmoji = 4096;

    private readonly ConcurrentDictionary<long, KnownUser> _users = new();
    private readonly ConcurrentDictionary<string, long> _usernames = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<long, KnownChat> _chats = new();
    private readonly ConcurrentDictionary<long, KnownGroup> _basicGroups = new();
    private readonly ConcurrentDictionary<long, KnownGroup> _supergroups = new();
    private readonly ConcurrentDictionary<long, long> _former = new();
    private readonly ConcurrentDictionary<long, string> _fingerprints = new();
    private readonly ConcurrentDictionary<string, long> _publicGroups = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, long> _options = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, JsonElement> _customEmoji = new();

    public KnownUser? User(long id) => _users.GetValueOrDefault(id);

    public KnownUser? UserByName(string username) =>
        _usernames.TryGetValue(username, out var id) ? User(id) : null;

    public KnownChat? Chat(long id) => _chats.GetValueOrDefault(id);

    /// <summary>Secret chats live on one device only.</summary>
    public bool IsBridged(long chat) => chat != 0 && Chat(chat)?.Type != ChatType.Secret;

    public KnownGroup? BasicGroup(long id) => _basicGroups.GetValueOrDefault(id);

    public KnownGroup? Supergroup(long id) => _supergroups.GetValueOrDefault(id);

    /// <summary>The basic group that a supergroup was before; 0 where none is known.</summary>
    public long FormerOf(long supergroup) => _former.GetValueOrDefault(supergroup);

    /// <summary>The supergroup or channel with that public name; null where none was met.</summary>
    public KnownGroup? PublicGroup(string username) => _publicGroups.TryGetValue(username, out var id) ? Supergroup(id) : null;

    /// <summary>One of TDLib's own options; a yes is 1. Null where it is not set.</summary>
    public long? Option(string name) => _options.TryGetValue(name, out var value) ? value : null;

    /// <summary>TDLib's sticker of a custom emoji that was asked for before.</summary>
    public JsonElement? CustomEmoji(long id) => _customEmoji.TryGetValue(id, out var sticker) ? sticker : null;

    public void LearnCustomEmoji(long id, JsonElement sticker)
    {
        if (_customEmoji.Count >= MostCustomEmoji)
        {
            _customEmoji.Clear();
        }

        _customEmoji[id] = sticker.Clone();
    }

    /// <summary>Takes an update in. An object that is told of for the first time is no change.</summary>
    public StateChange Apply(JsonElement update) => update.Type() switch
    {
        "updateUser" when update.Object("user") is { } user => Learn(StateReader.User(user)),
        "updateNewChat" when update.Object("chat") is { } chat => Learn(StateReader.Chat(chat)),
        "updateChatMessageAutoDeleteTime" => Change(
            update, chat => chat with { AutoDelete = (int)Math.Clamp(update.Number("message_auto_delete_time"), 0, int.MaxValue) }),
        "updateOption" => LearnOption(update),
        "updateBasicGroup" when update.Object("basic_group") is { } group =>
            Learn(_basicGroups, Upgraded(StateReader.Group(group)), ChatIds.OfBasicGroup),
        "updateSupergroup" when update.Object("supergroup") is { } group =>
            Learn(_supergroups, Public(StateReader.Group(group)), ChatIds.OfSupergroup),
        "updateBasicGroupFullInfo" when update.Object("basic_group_full_info") is { } info =>
            CompareFingerprint(ChatIds.OfBasicGroup(update.Number("basic_group_id")), StateReader.Fingerprint(info)),
        "updateSupergroupFullInfo" when update.Object("supergroup_full_info") is { } info =>
            CompareFingerprint(ChatIds.OfSupergroup(update.Number("supergroup_id")), StateReader.Fingerprint(info)),
        "updateChatTitle" => Change(update, chat => chat with { Title = update.Text("title") }),
        "updateChatPhoto" => Change(update, chat => chat with { Avatar = StateReader.ChatAvatar(chat.Id, update.Object("photo")) }),
        "updateChatPermissions" => Change(update, chat => StateReader.WithPermissions(chat, update.Object("permissions"))),
        "updateChatReadInbox" => Read(
            update, StateChangeKind.ReadInbox, "last_read_inbox_message_id", chat => chat.LastReadInbox, (chat, id) => chat with { LastReadInbox = id }),
        "updateChatReadOutbox" => Read(
            update, StateChangeKind.ReadOutbox, "last_read_outbox_message_id", chat => chat.LastReadOutbox, (chat, id) => chat with { LastReadOutbox = id }),
        _ => default,
    };

    private StateChange Learn(KnownUser user)
    {
        var before = User(user.Id);
        _users[user.Id] = user;
        var names = NamesOf(user);
        foreach (var old in before is null ? [] : NamesOf(before).Except(names, StringComparer.OrdinalIgnoreCase))
        {
            _usernames.TryRemove(KeyValuePair.Create(old, user.Id));
        }

        foreach (var name in names)
        {
            _usernames[name] = user.Id;
        }

        return before is null || before == user ? default : new(StateChangeKind.User, user.Id);
    }

    private static string[] NamesOf(KnownUser user) => user.Usernames.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private StateChange Learn(KnownChat chat)
    {
        _chats[chat.Id] = chat;
        return default;
    }

    private KnownGroup Upgraded(KnownGroup group)
    {
        if (group.UpgradedTo > 0)
        {
            _former[group.UpgradedTo] = group.Id;
        }

        return group;
    }

    private KnownGroup Public(KnownGroup group)
    {
        if (group.Username is { } username)
        {
            _publicGroups[username] = group.Id;
        }

        return group;
    }

    private StateChange LearnOption(JsonElement update)
    {
        if (update.Object("value") is { } value)
        {
            _options[update.Text("name")] = value.Flag("value") ? 1 : value.Number("value");
        }

        return default;
    }

    private static StateChange Learn(ConcurrentDictionary<long, KnownGroup> groups, KnownGroup group, Func<long, long> chatOf)
    {
        var before = groups.GetValueOrDefault(group.Id);
        groups[group.Id] = group;
        return before is null || before == group ? default : new(StateChangeKind.Chat, chatOf(group.Id));
    }

    private StateChange CompareFingerprint(long chat, string fingerprint)
    {
        var isChange = _fingerprints.TryGetValue(chat, out var before) && before != fingerprint;
        _fingerprints[chat] = fingerprint;
        return isChange ? new(StateChangeKind.Chat, chat) : default;
    }

    private StateChange Change(JsonElement update, Func<KnownChat, KnownChat> change)
    {
        if (Chat(update.Number("chat_id")) is not { } before)
        {
            return default;
        }

        var after = change(before);
        _chats[after.Id] = after;
        return before == after ? default : new(StateChangeKind.Chat, after.Id);
    }

    private StateChange Read(
        JsonElement update, StateChangeKind kind, string field, Func<KnownChat, long> mark, Func<KnownChat, long, KnownChat> change)
    {
        var upTo = update.Number(field);
        if (Chat(update.Number("chat_id")) is not { } chat || upTo <= mark(chat))
        {
            return default;
        }

        _chats[chat.Id] = change(chat, upTo);
        return new(kind, chat.Id, upTo);
    }
}
