using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Commands;

/// <summary>What is done with a chat by commands in its room: name, members, links, blocks, how it is kept, strangers.</summary>
public sealed class GroupCommandsTests : IAsyncLifetime
{
    private readonly Deeds _deeds = new();
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync(disguise: account => new NotingAccount(account, _deeds));
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Theory]
    [InlineData("rename The garden club", "name", "The garden club", null)]
    [InlineData("topic Roses and weeds", "topic", "Roses and weeds", null)]
    [InlineData("add +49151", "add", null, "+49151")]
    [InlineData("remove boris", "remove", null, "boris")]
    [InlineData("ban @_bridges_test_boris:hs.test", "ban", null, "boris")]
    [InlineData("unban boris", "unban", null, "boris")]
    [InlineData("promote boris", "role", "Administrator", "boris")]
    [InlineData("demote boris", "role", "Member", "boris")]
    [InlineData("block boris", "block", "True", "boris")]
    [InlineData("unblock boris", "block", "False", "boris")]
    [InlineData("mute", "mute", "True", null)]
    [InlineData("mute off", "mute", "False", null)]
    [InlineData("archive", "archive", "True", null)]
    [InlineData("favourite", "favourite", "True", null)]
    [InlineData("favourite off", "favourite", "False", null)]
    [InlineData("unread", "unread", "True", null)]
    public async Task Command_in_a_group_s_room_is_done_on_the_network(string command, string what, string? text, string? target)
    {
        await SayAsync(command.Replace("hs.test", _bridge.Alice.Split(':')[1], StringComparison.Ordinal));

        var deed = await _deeds.WaitForAsync(deed => deed.What == what);
        Assert.Equal(new Deed(what, what == "block" ? null : _club.Key, text, target), deed);
    }

    [Fact]
    public async Task Link_into_a_group_is_told_and_made_anew()
    {
        await SayAsync("invite-link");
        await AnsweredAsync("https://test.example/join/1");

        await SayAsync("invite-link new");
        await AnsweredAsync("https://test.example/join/2");
    }

    [Theory]
    [InlineData("mute perhaps", "Say !bridges mute, or !bridges mute off.")]
    [InlineData("invite-link perhaps", "Say !bridges invite-link, or !bridges invite-link new")]
    public async Task Whoever_asks_wrongly_is_told_how_it_is_typed_in_a_chat_s_room(string command, string answer)
    {
        await SayAsync(command);

        await AnsweredAsync(answer);
    }

    [Fact]
    public async Task Somebody_nobody_knows_is_told_and_nothing_is_done()
    {
        await SayAsync("remove nobody");

        await AnsweredAsync("nobody by that name");
        Assert.DoesNotContain(_deeds.All, deed => deed.What == "remove");
    }

    [Fact]
    public async Task What_the_network_refuses_is_told()
    {
        await SayAsync("rename forbidden");

        await AnsweredAsync("Only administrators may.");
    }

    [Theory]
    [InlineData("accept", "accept-chat")]
    [InlineData("refuse", "refuse-chat")]
    public async Task A_stranger_s_chat_is_accepted_or_turned_away(string command, string what)
    {
        _club.Details = _club.Details with { IsMessageRequest = true };

        await SayAsync(command);

        Assert.Equal(_club.Key, (await _deeds.WaitForAsync(deed => deed.What == what)).Chat);
    }

    [Fact]
    public async Task A_group_is_made_and_its_room_opened()
    {
        var room = _bridge.TalkRoom(_bridge.Alice);
        await _bridge.AskAsync(room, _bridge.Alice, "create-group Garden", "who is to be in it");
        await _bridge.AskAsync(room, _bridge.Alice, "create-group Garden: nobody", "nobody called nobody");
        var key = new ChatKey(new("made"));
        _bridge.Network.Chats[key] = new ChatDetails { Key = key, Kind = ChatKind.Group, Name = "Garden", Members = [Club.Member("alice")], MembersAreComplete = true };

        await _bridge.AskAsync(room, _bridge.Alice, "create-group Garden: +49151, boris", "the group Garden");

        Assert.Contains(_deeds.All, deed => deed is { What: "create", Text: "Garden", Target: "+49151,boris" });
    }

    [Fact]
    public async Task A_group_is_made_once_though_the_answer_has_to_be_said_again()
    {
        var room = _bridge.TalkRoom(_bridge.Alice);
        var key = new ChatKey(new("made"));
        _bridge.Network.Chats[key] = new ChatDetails { Key = key, Kind = ChatKind.Group, Name = "Garden", Members = [Club.Member("alice")], MembersAreComplete = true };
        using var proxy = _bridge.Homeserver.Faults.Inject(StubFault.Proxy(404) with { Strikes = request => request.Parts is ["rooms", var to, "send", ..] && to == room, Times = 2 });

        await _bridge.AskAsync(room, _bridge.Alice, "create-group Garden: boris", "the group Garden");

        await _bridge.WaitUntilIdleAsync();
        Assert.Single(_deeds.All, deed => deed.What == "create");
        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("I was interrupted", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_group_whose_making_was_cut_off_is_not_made_again_and_its_maker_told_so()
    {
        var room = _bridge.TalkRoom(_bridge.Alice);
        await _bridge.PushAsync(StubEvents.Text(room, _bridge.Alice, "create-group Endless: boris"));
        await _deeds.WaitForAsync(deed => deed.What == "create");

        await _bridge.RestartAsync();

        await _bridge.WaitForEventAsync("the question", sent => sent.RoomId == room && sent.Body?.Contains("I was interrupted", StringComparison.Ordinal) == true);
        await _bridge.WaitUntilIdleAsync();
        Assert.Single(_deeds.All, deed => deed.What == "create");
    }

    [Fact]
    public async Task What_was_played_is_told_by_answering_it_and_by_nothing_else()
    {
        var heard = await _club.HearAsync("boris", "a voice message");
        // Which message the event is, is on disk a moment after it is to be seen.
        await _bridge.WaitUntilIdleAsync();

        await SayAsync("played");
        await AnsweredAsync("Say !bridges played in answer to the message that you played");
        Assert.DoesNotContain(_deeds.All, deed => deed.What == "played");

        await AnswerAsync(heard.EventId, "played");
        var deed = await _deeds.WaitForAsync(deed => deed.What == "played");
        Assert.Equal(new Deed("played", _club.Key, Text: null, await MessageOfAsync(heard.EventId)), deed);
        await AnsweredAsync("sees that you played it");
    }

    [Fact]
    public async Task Nobody_plays_their_own_messages()
    {
        await _club.TellAsync("alice", _club.Message("alice", "my own voice"));
        var own = await _bridge.WaitForMessageAsync("my own voice");
        await _bridge.WaitUntilIdleAsync();

        await AnswerAsync(own.EventId, "played");

        await AnsweredAsync("your own");
        Assert.DoesNotContain(_deeds.All, deed => deed.What == "played");
    }

    private async Task<string> MessageOfAsync(string eventId) =>
        Assert.Single(await _bridge.Services.GetRequiredService<MessageTable>().ByEventAsync(eventId, default)).Message.Value;

    private Task AnswerAsync(string eventId, string command) => _bridge.PushAsync(StubEvents.Create(_club.RoomId, _bridge.Alice, "m.room.message", new Dictionary<string, object>
    {
        ["msgtype"] = "m.text",
        ["body"] = $"!bridges {command}",
        ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = eventId } },
    }));

    private Task SayAsync(string command) => _bridge.PushAsync(StubEvents.Text(_club.RoomId, _bridge.Alice, $"!bridges {command}"));

    private Task AnsweredAsync(string words) =>
        _bridge.WaitForEventAsync(words, sent => sent.RoomId == _club.RoomId && sent.Body?.Contains(words, StringComparison.Ordinal) == true);

    private sealed class NotingAccount(IAccount inner, Deeds deeds) : PlainAccount(inner),
        IChangesChats, IManagesMembers, IBlocksPeople, ISharesInviteLinks, ISetsChatSettings, ISendsPlayedReceipts, IAnswersMessageRequests, ICreatesGroups, IStartsChats
    {
        private int _links;

        public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) =>
            name == "forbidden" ? throw BridgeException.Permanent("Only administrators may.") : Done("name", chat, name);

        public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) => Done("topic", chat, topic);

        public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) => Done("picture", chat);

        public Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => Done("add", chat, target: user.Value);

        public Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) => Done(ban ? "ban" : "remove", chat, target: user.Value);

        public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => Done("unban", chat, target: user.Value);

        public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) => Done("role", chat, role.ToString(), user.Value);

        public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) => Done("block", chat: null, isBlocked.ToString(), user.Value);

        public Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken)
        {
            _links += renew || _links == 0 ? 1 : 0;
            return Task.FromResult($"https://test.example/join/{_links}");
        }

        public Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken) => settings switch
        {
            { MutedUntil: { } until } => Done("mute", settings.Chat, (until > TimeProvider.System.GetUtcNow()).ToString()),
            { IsArchived: { } isArchived } => Done("archive", settings.Chat, isArchived.ToString()),
            { IsFavourite: { } isFavourite } => Done("favourite", settings.Chat, isFavourite.ToString()),
            _ => Done("unread", settings.Chat, settings.IsMarkedUnread.ToString()),
        };

        public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) => Done("played", chat, target: message.Value);

        public Task AcceptRequestAsync(ChatKey chat, CancellationToken cancellationToken) => Done("accept-chat", chat);

        public Task RefuseRequestAsync(ChatKey chat, bool block, CancellationToken cancellationToken) => Done("refuse-chat", chat);

        public async Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken)
        {
            deeds.Add(new Deed("create", Chat: null, name, string.Join(',', members.Select(member => member.Value))));
            await Task.Delay(name == "Endless" ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken);
            return new ChatKey(new("made"));
        }

        public Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UserDetails>>([]);

        public async Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
            identifier == "nobody" ? null : await GetUserAsync(new RemoteUserId(identifier), cancellationToken);

        public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) => Task.FromResult(new ChatKey(new(user.Value)));

        private Task Done(string what, ChatKey? chat, string? text = null, string? target = null)
        {
            deeds.Add(new Deed(what, chat, text, target));
            return Task.CompletedTask;
        }
    }
}
