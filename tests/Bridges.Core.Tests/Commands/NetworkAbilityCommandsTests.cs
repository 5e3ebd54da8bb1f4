using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

/// <summary>Commands that a network's abilities give: join, leave, and those of a module's own.</summary>
public sealed class NetworkAbilityCommandsTests : IAsyncLifetime
{
    private readonly Deeds _deeds = new();
    private TestBridge _bridge = null!;
    private string _room = "";

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync(disguise: account => new AbleAccount(account, _deeds));
        _room = _bridge.TalkRoom(_bridge.Alice);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task Join_asks_for_a_name_and_opens_the_room()
    {
        var key = new ChatKey(new("garden"));
        _bridge.Network.Chats[key] = new ChatDetails { Key = key, Kind = ChatKind.Group, Name = "Garden", Members = [Club.Member("alice")], MembersAreComplete = true };
        await _bridge.AskAsync(_room, _bridge.Alice, "join", "public name, or a link");

        await _bridge.AskAsync(_room, _bridge.Alice, "join https://test.example/garden", "You are in it");

        Assert.Contains(_deeds.All, deed => deed is { What: "join", Text: "https://test.example/garden" });
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_bridge.Homeserver.Rooms.Any(room => room.State("m.room.name", "")?.GetProperty("name").GetString() == "Garden")));
    }

    [Fact]
    public async Task Join_says_why_it_cannot()
    {
        await _bridge.AskAsync(_room, _bridge.Alice, "join closed", "The request waits for approval.");
    }

    [Fact]
    public async Task Leave_leaves_the_chat_and_its_room()
    {
        var club = await Club.FoundAsync(_bridge);
        await _bridge.AskAsync(_room, _bridge.Alice, "leave", "in the room of the chat");

        await _bridge.PushAsync(StubEvents.Text(club.RoomId, _bridge.Alice, "!bridges leave"));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(_bridge.Alice) == "leave"));
        Assert.Contains(_deeds.All, deed => deed.What == "leave" && deed.Chat == club.Key);
        Assert.Equal("join", club.Room.Membership(club.Carol));
    }

    [Fact]
    public async Task Delete_chat_says_what_it_does_and_then_deletes_the_chat_and_takes_its_caller_out_of_the_room()
    {
        var club = await Club.FoundAsync(_bridge);
        await _bridge.AskAsync(_room, _bridge.Alice, "delete-chat for-me", "in the room of the chat");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges delete-chat", "Say !bridges delete-chat for-me to do it on your own devices; the others keep theirs.");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges delete-chat for-everyone", "you cannot delete this chat for everyone");
        Assert.DoesNotContain(_deeds.All, deed => deed.What == "delete-chat");

        await _bridge.PushAsync(StubEvents.Text(club.RoomId, _bridge.Alice, "!bridges delete-chat for-me"));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(_bridge.Alice) == "leave"));
        Assert.Equal(new Deed("delete-chat", club.Key, "False", Target: null), Assert.Single(_deeds.All, deed => deed.What == "delete-chat"));
        Assert.Equal("join", club.Room.Membership(club.Carol));
    }

    [Fact]
    public async Task A_chat_is_deleted_for_everyone_where_the_network_can_and_stays_where_it_refuses()
    {
        _deeds.DeletesForEveryone = true;
        var club = await Club.FoundAsync(_bridge);
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges delete-chat", "!bridges delete-chat for-everyone to do it for all who are in it.");
        _deeds.Refusal = "Only its owner can delete this group.";
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges delete-chat for-everyone", "Only its owner can delete this group.");
        Assert.Equal("join", club.Room.Membership(_bridge.Alice));
        _deeds.Refusal = null;

        await _bridge.PushAsync(StubEvents.Text(club.RoomId, _bridge.Alice, "!bridges delete-chat for-everyone"));

        await TestBridge.WaitUntilAsync(() => Task.FromResult(club.Room.Membership(_bridge.Alice) == "leave"));
        Assert.Equal("True", Assert.Single(_deeds.All, deed => deed.What == "delete-chat").Text);
    }

    [Fact]
    public async Task A_module_s_own_commands_are_listed_and_run_where_they_belong()
    {
        var club = await Club.FoundAsync(_bridge);
        await _bridge.AskAsync(_room, _bridge.Alice, "help", "\ntest fail – does not work\n\nIn the room of a chat:\n!bridges test remind <when> – say it later");
        await _bridge.AskAsync(_room, _bridge.Alice, "test", "remind <when>");
        await _bridge.AskAsync(_room, _bridge.Alice, "test remind noon", "in the room of the chat");
        await _bridge.AskAsync(_room, _bridge.Alice, "test fail", "Not today.");

        await _bridge.PushAsync(StubEvents.Text(club.RoomId, _bridge.Alice, "!bridges test remind at  noon"));

        await _bridge.WaitForEventAsync("the answer", sent => sent.RoomId == club.RoomId && sent.Body == "Reminded: at  noon");
        Assert.Contains(_deeds.All, deed => deed.What == "remind" && deed.Chat == club.Key);
    }

    [Fact]
    public async Task In_a_chat_s_room_commands_are_named_with_the_prefix_and_where_the_bot_is_alone_without()
    {
        var club = await Club.FoundAsync(_bridge);
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges nonsense", "I do not know that. Say !bridges help for");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges help", "Here begin with !bridges;");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges help", "\n!bridges retry [event id] – ");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges help", "\n!bridges test remind <when> – ");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges test", "!bridges test remind <when> –");
        await _bridge.AskAsync(club.RoomId, _bridge.Alice, "!bridges history many", "Say !bridges history, or the same with a number");
        // Answered where the bot is alone with whoever asks, as are all that name more than the chat.
        await _bridge.PushAsync(StubEvents.Text(club.RoomId, _bridge.Alice, "!bridges logout nobody"));
        await _bridge.WaitForEventAsync("the answer elsewhere", sent => sent.RoomId != club.RoomId && sent.Body?.Contains("Say list-logins to see", StringComparison.Ordinal) == true);

        await _bridge.AskAsync(_room, _bridge.Alice, "!bridges nonsense", "I do not know that. Say help for");
        await _bridge.AskAsync(_room, _bridge.Alice, "help", "Here just say the word; in a chat's room begin with !bridges.");
        await _bridge.AskAsync(_room, _bridge.Alice, "test remind noon", "Please say !bridges test remind in the room");
    }

    private sealed class AbleAccount(IAccount inner, Deeds deeds) : PlainAccount(inner), IJoinsChats, ILeavesChats, IDeletesChats, IOffersCommands
    {
        public IReadOnlyList<AccountCommand> Commands { get; } = [new("remind", "<when>", "say it later", NeedsChat: true), new("fail", "", "does not work")];

        public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken)
        {
            deeds.Add(new Deed("join", Chat: null, nameOrLink, Target: null));
            return nameOrLink == "closed"
                ? throw BridgeException.Permanent("The request waits for approval.")
                : Task.FromResult(new ChatKey(new RemoteChatId(nameOrLink.Split('/')[^1])));
        }

        public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken)
        {
            deeds.Add(new Deed("leave", chat, Text: null, Target: null));
            return Task.CompletedTask;
        }

        public bool CanDeleteForEveryone(ChatKey chat) => deeds.DeletesForEveryone;

        public Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken)
        {
            if (deeds.Refusal is { } refusal)
            {
                throw BridgeException.Permanent(refusal);
            }

            deeds.Add(new Deed("delete-chat", chat, $"{forEveryone}", Target: null));
            return Task.CompletedTask;
        }

        public Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken)
        {
            deeds.Add(new Deed(call.Name, call.Chat, call.Text.Text, Target: null));
            return call.Name == "fail" ? throw BridgeException.Permanent("Not today.") : Task.FromResult(RichText.Plain($"Reminded: {call.Text.Text}"));
        }
    }
}
