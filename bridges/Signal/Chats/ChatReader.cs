using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Chats;

/// <summary>Chats and people as they are now.</summary>
internal sealed class ChatReader(EngineAccount engine, bool contactNames)
{
    public async Task<ChatDetails> ReadAsync(ChatKey chat, CancellationToken cancellationToken) =>
        RemoteIds.IsStories(chat) ? Stories(chat)
        : RemoteIds.IsGroup(chat) ? ReadGroup(chat, await engine.AskAsync("group", About(chat), cancellationToken)) : await ReadDirectAsync(chat, cancellationToken);

    public async Task<UserDetails> ReadPersonAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        Describe(await engine.AskAsync("person", new JsonObject { ["person"] = user.Value }, cancellationToken));

    /// <summary>
    /// The name that people gave themselves; a name from one user's address book is seen by others in a shared room, and so used only where the
    /// setting says so.
    /// </summary>
    public UserDetails Describe(JsonElement person)
    {
        var id = person.Text("id") ?? "";
        var number = person.Text("number");
        var username = person.Text("username");
        var name = person.Text("ownName") ?? (contactNames ? person.Text("name") : null) ?? number ?? username;
        return new UserDetails
        {
            Id = new RemoteUserId(id),
            Name = string.IsNullOrWhiteSpace(name) ? "Signal user" : name,
            Username = username,
            Phone = number,
            Avatar = Picture(id, person.Text("avatar")),
        };
    }

    private async Task<ChatDetails> ReadDirectAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var settings = await engine.AskAsync("settings", About(chat), cancellationToken);
        var timer = settings.Number("timer") is > 0 and var seconds ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: true) : (DisappearingTimer?)null;
        var self = new ChatMember(engine.Self, MemberRole.Member);
        if (chat.Chat.Value == engine.Self.Value)
        {
            return new ChatDetails { Key = chat, Kind = ChatKind.NoteToSelf, Name = "Note to Self", Members = [self], MembersAreComplete = true, Timer = timer };
        }

        var person = await engine.AskAsync("person", new JsonObject { ["person"] = chat.Chat.Value }, cancellationToken);
        var other = new RemoteUserId(person.Text("id") ?? chat.Chat.Value);
        return new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Direct,
            OtherUser = other,
            Members = [self, new ChatMember(other, MemberRole.Member)],
            MembersAreComplete = true,
            IsMessageRequest = !person.Flag("accepted") && !person.Flag("blocked"),
            Timer = timer,
        };
    }

    /// <summary>Everybody in it was told of by what they said.</summary>
    private ChatDetails Stories(ChatKey chat) => new()
    {
        Key = chat,
        Kind = ChatKind.Broadcast,
        Name = "Signal: stories",
        Topic = "What your contacts tell, for a day each. Answers and reactions go to who told it.",
        Members = [new ChatMember(engine.Self, MemberRole.Member)],
    };

    private ChatDetails ReadGroup(ChatKey chat, JsonElement group)
    {
        var members = group.Items("members").Select(ReadMember).ToList();
        return new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Group,
            Name = group.Text("title"),
            Topic = group.Text("description") ?? "",
            Avatar = Picture(chat.Chat.Value, group.Text("avatar")),
            Members = members,
            MembersAreComplete = true,
            WhoMaySend = group.Flag("ended") ? MemberRole.Owner : group.Flag("announcementsOnly") ? MemberRole.Administrator : MemberRole.Member,
            WhoMayChangeLook = WhoMay(group, "attributes"),
            WhoMayAddMembers = WhoMay(group, "members"),
            // Whoever is invited, or was added by a stranger, sees the room, to say whether they want to be in it.
            AccountIsOut = !group.Flag("request") && members.All(member => member.User != engine.Self),
            IsMessageRequest = group.Flag("request"),
            Timer = group.Number("timer") is > 0 and var seconds ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: true) : null,
        };
    }

    private static MemberRole WhoMay(JsonElement group, string what) => group.Object("access")?.Text(what) switch
    {
        "member" or "any" => MemberRole.Member,
        _ => MemberRole.Administrator,
    };

    private static ChatMember ReadMember(JsonElement member) =>
        new(new RemoteUserId(member.Text("id") ?? ""), member.Flag("admin") ? MemberRole.Administrator : MemberRole.Member);

    private static AvatarReference? Picture(string of, string? path) => string.IsNullOrEmpty(path) ? null : new AvatarReference(path, $"{of} {path}");

    private static JsonObject About(ChatKey chat) => new() { ["chat"] = chat.Chat.Value };
}
