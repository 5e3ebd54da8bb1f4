using Bridges.Abstractions;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Bed;

/// <summary>A group that accounts share: Alice and Carol are logged in here, Boris is not.</summary>
internal sealed class Club(TestBridge bridge)
{
    private int _lastId = 100;

    public ChatKey Key { get; } = new(new RemoteChatId("club"));

    public string RoomId { get; private set; } = "";

    public StubRoom Room => bridge.Homeserver.Room(RoomId);

    public string Carol => bridge.Homeserver.UserId("carol");

    public string Boris => Ghost("boris");

    public ChatDetails Details
    {
        get => bridge.Network.Chats[Key];
        set => bridge.Network.Chats[Key] = value;
    }

    public string Ghost(string person) => bridge.Homeserver.UserId($"_bridges_test_{person}");

    /// <summary>Carol logs in, Boris says something, and both are in the room.</summary>
    public static async Task<Club> FoundAsync(TestBridge bridge)
    {
        var club = new Club(bridge);
        bridge.Homeserver.AddUser("carol");
        club.Details = new ChatDetails
        {
            Key = club.Key,
            Kind = ChatKind.Group,
            Name = "The club",
            Members = [Member("alice"), Member("carol"), Member("boris")],
            MembersAreComplete = true,
        };
        await bridge.LogInAsync("carol");
        await bridge.Network.StartedAsync("carol");
        club.RoomId = (await club.HearAsync("boris", "hello")).RoomId;
        await club.TellAsync("carol", club.Message("boris", "hello again", "2"));
        await bridge.WaitForMessageAsync("hello again");
        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(club.Carol) == "join"));
        return club;
    }

    public static ChatMember Member(string name, MemberRole role = MemberRole.Member) => new(new RemoteUserId(name), role);

    public RemoteMessage Message(string sender, string text, string? id = null) => new()
    {
        Chat = Key,
        Id = new(id ?? $"{++_lastId}"),
        Sender = new(sender),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
    };

    public RemoteMembership Membership(string person, MembershipChange change, string? by = null, string? why = null) => new()
    {
        Chat = Key,
        Timestamp = TimeProvider.System.GetUtcNow(),
        User = new(person),
        Change = change,
        Sender = by is null ? null : new RemoteUserId(by),
        Reason = why,
    };

    /// <summary>Somebody is no member any more.</summary>
    public void Without(string person) => Details = Details with { Members = [.. Details.Members.Where(member => member.User.Value != person)] };

    /// <summary>Somebody is a member.</summary>
    public void With(string person) => Details = Details with { Members = [.. Details.Members, Member(person)] };

    public RemoteChatChange Change() => new() { Chat = Key, Timestamp = TimeProvider.System.GetUtcNow() };

    /// <summary>An account tells of something.</summary>
    public ValueTask TellAsync(string account, RemoteEvent remoteEvent) => bridge.Network.Accounts[account].Host.ReceiveAsync(remoteEvent, default);

    /// <summary>Somebody says something, Alice's account tells of it, and it is shown.</summary>
    public async Task<SentEvent> HearAsync(string sender, string text)
    {
        await TellAsync("alice", Message(sender, text));
        return await bridge.WaitForMessageAsync(text);
    }

    /// <summary>A user leaves the room, and the homeserver tells of it.</summary>
    public Task LeaveRoomAsync(string user)
    {
        bridge.Homeserver.SetMembership(Room, user, "leave");
        return bridge.PushAsync(StubEvents.Member(RoomId, user, user, "leave"));
    }
}
