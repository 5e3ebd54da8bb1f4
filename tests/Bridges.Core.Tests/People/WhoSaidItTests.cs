using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Who a message is shown as follows from who said it, never from which account told of it; and double puppets that stop working are stood in for.</summary>
public sealed class WhoSaidItTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Theory]
    [InlineData("alice", true)]
    [InlineData("carol", false)]
    public async Task What_is_said_in_the_group_s_name_names_nobody(string teller, bool fromSelf)
    {
        await _club.TellAsync(teller, _club.Message("the-club-itself", "from an admin") with { FromSelf = fromSelf });

        Assert.Equal(_club.Ghost("the-club-itself"), (await _bridge.WaitForMessageAsync("from an admin")).Sender);
    }

    [Fact]
    public async Task Who_is_logged_in_speaks_for_themself_whoever_tells_of_it()
    {
        await _club.TellAsync("carol", _club.Message("alice", "by Alice"));

        Assert.Equal(_bridge.Alice, (await _bridge.WaitForMessageAsync("by Alice")).Sender);
    }

    [Fact]
    public async Task A_ghost_stands_in_for_a_double_puppet_that_works_no_longer_and_the_admin_hears_of_it()
    {
        await _bridge.WaitUntilIdleAsync();
        using (_bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.AccessToken == TestBridge.PuppetToken, Status = 401, ErrorCode = "M_UNKNOWN_TOKEN" }))
        {
            await _club.TellAsync("alice", _club.Message("alice", "on the phone") with { FromSelf = true });
            await _club.TellAsync("alice", _club.Message("boris", "behind it"));

            Assert.Equal(_club.Ghost("alice"), (await _bridge.WaitForMessageAsync("on the phone")).Sender);
            await _bridge.WaitForMessageAsync("behind it");
        }

        var told = await _bridge.WaitForEventAsync("the notice to the admin", sent => sent.Body?.Contains("no longer lets me act for its users", StringComparison.Ordinal) == true);
        Assert.NotNull(_bridge.Homeserver.Room(told.RoomId).Membership("@root:hs.test"));
    }

    [Fact]
    public async Task The_bot_deletes_where_a_double_puppet_works_no_longer()
    {
        await _club.TellAsync("alice", _club.Message("boris", "oops", "77"));
        var said = await _bridge.WaitForMessageAsync("oops");
        await _bridge.WaitUntilIdleAsync();
        using var refused = _bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.AccessToken == TestBridge.PuppetToken, Status = 401, ErrorCode = "M_UNKNOWN_TOKEN" });

        await _club.TellAsync("alice", new RemoteDeletion { Chat = _club.Key, Target = new("77"), Sender = new("alice"), Timestamp = TimeProvider.System.GetUtcNow() });

        var redaction = await _bridge.WaitForEventAsync("the deletion", sent => sent.Redacts == said.EventId);
        Assert.Equal(_bridge.Homeserver.BotUserId, redaction.Sender);
    }

    [Theory]
    [InlineData(403, "M_USER_DEACTIVATED")]
    [InlineData(401, "M_USER_LOCKED")]
    [InlineData(403, "M_USER_SUSPENDED")]
    public async Task A_ghost_stands_in_for_one_user_whom_nobody_may_act_for_and_no_admin_is_troubled(int status, string code)
    {
        await _bridge.WaitUntilIdleAsync();
        using (_bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.AccessToken == TestBridge.PuppetToken && request.UserId == _bridge.Alice, Status = status, ErrorCode = code }))
        {
            await _club.TellAsync("alice", _club.Message("alice", "on the phone") with { FromSelf = true });
            await _club.TellAsync("carol", _club.Message("carol", "behind it") with { FromSelf = true });

            Assert.Equal(_club.Ghost("alice"), (await _bridge.WaitForMessageAsync("on the phone")).Sender);
            Assert.Equal(_club.Carol, (await _bridge.WaitForMessageAsync("behind it")).Sender);
        }

        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("no longer lets me act for its users", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task An_edit_is_by_the_ghost_that_said_it_though_its_person_has_logged_in_since()
    {
        await _club.TellAsync("alice", _club.Message("boris", "before", id: "70"));
        var said = await _bridge.WaitForMessageAsync("before");
        _bridge.Homeserver.AddUser("boris");
        await _bridge.LogInAsync("boris");
        await _bridge.RequestRoomAsync("boris", _club.Key);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_bridge.Homeserver.UserId("boris")) == "join"));

        await _club.TellAsync("alice", Edit("boris", "after"));

        var edit = await _bridge.WaitForEventAsync("the edit", sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("body").GetString() == "after");
        Assert.Equal((said.Sender, _club.Boris), (edit.Sender, edit.Sender));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(_club.Boris) == "leave"));
    }

    [Fact]
    public async Task An_edit_of_what_somebody_said_themself_who_has_left_the_room_is_an_answer_to_it()
    {
        await _club.TellAsync("carol", _club.Message("alice", "before", id: "70"));
        var said = await _bridge.WaitForMessageAsync("before");
        Assert.Equal(_bridge.Alice, said.Sender);
        await _club.LeaveRoomAsync(_bridge.Alice);
        await _bridge.WaitUntilIdleAsync();

        await _club.TellAsync("carol", Edit("alice", "after"));

        var edit = await _bridge.WaitForMessageAsync("after");
        Assert.Equal(_club.Ghost("alice"), edit.Sender);
        Assert.Equal(said.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task What_somebody_said_is_edited_by_nobody_else()
    {
        await _club.TellAsync("alice", _club.Message("boris", "before", id: "70"));
        var said = await _bridge.WaitForMessageAsync("before");

        await _club.TellAsync("alice", Edit("mallory", "after"));

        var edit = await _bridge.WaitForMessageAsync("after");
        Assert.Equal(_club.Ghost("mallory"), edit.Sender);
        Assert.Equal(said.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
        Assert.Equal("join", _club.Room.Membership(_club.Boris));
    }

    private RemoteEdit Edit(string sender, string text) => new()
    {
        Chat = _club.Key,
        Target = new("70"),
        Sender = new(sender),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
        Version = 1,
    };

    [Fact]
    public async Task A_deletion_names_the_author_where_nobody_is_known_to_have_done_it()
    {
        await _club.TellAsync("alice", _club.Message("boris", "oops", "77"));
        var said = await _bridge.WaitForMessageAsync("oops");

        await _club.TellAsync("carol", new RemoteDeletion { Chat = _club.Key, Target = new("77"), Timestamp = TimeProvider.System.GetUtcNow() });

        var redaction = await _bridge.WaitForEventAsync("the deletion", sent => sent.Redacts == said.EventId);
        Assert.Equal(_club.Boris, redaction.Sender);
    }

    [Fact]
    public async Task What_nobody_said_is_said_by_the_bot()
    {
        await _club.TellAsync("carol", new RemoteNotice { Chat = _club.Key, Timestamp = TimeProvider.System.GetUtcNow(), Text = RichText.Plain("Safety number changed"), Id = new("n1") });

        var shown = await _bridge.WaitForMessageAsync("Safety number changed");
        Assert.Equal(_bridge.Homeserver.BotUserId, shown.Sender);
        Assert.Equal("m.notice", shown.Content.GetProperty("msgtype").GetString());
    }
}
