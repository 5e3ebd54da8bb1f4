using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Who gives a chat another name, topic or picture is seen to have done it, and nobody else.</summary>
public sealed class LookAuthorTests : IAsyncLifetime
{
    private ManagedClub _managed = null!;

    private TestBridge Bridge => _managed.Bridge;

    private Club Club => _managed.Club;

    public async ValueTask InitializeAsync() => _managed = await ManagedClub.FoundAsync();

    public ValueTask DisposeAsync() => _managed.DisposeAsync();

    [Fact]
    public async Task What_several_changed_is_shown_each_under_the_name_of_who_changed_it_last()
    {
        Club.Details = Club.Details with { Name = "The reading club", Topic = "Novels", WhoMayChangeLook = MemberRole.Member, Members = [.. Club.Details.Members, Club.Member("dora")] };
        await Club.TellAsync("alice", Change("dora", ChatLook.Name));
        await Club.TellAsync("alice", Change("boris", ChatLook.Name));
        await Club.TellAsync("alice", Change("dora", ChatLook.Topic));
        await Club.TellAsync("alice", Club.Change());

        Assert.Equal((Club.Boris, "The reading club"), await WrittenAsync("m.room.name", "name"));
        Assert.Equal((Club.Ghost("dora"), "Novels"), await WrittenAsync("m.room.topic", "topic"));
    }

    [Fact]
    public async Task Who_changed_what_while_the_host_was_down_is_heard_though_the_room_is_compared_first()
    {
        await Bridge.StopBridgeAsync();
        Club.Details = Club.Details with { Name = "The reading club", WhoMayChangeLook = MemberRole.Member };
        // Told with the answer, as a network does that reads what it missed.
        Bridge.Network.AfterDescribing = chat =>
        {
            _ = Club.TellAsync("carol", Change("boris", ChatLook.Name)).AsTask();
            return Task.CompletedTask;
        };

        await Bridge.RestartAfterStopAsync();

        Assert.Equal((Club.Boris, "The reading club"), await WrittenAsync("m.room.name", "name"));
    }

    [Fact]
    public async Task What_a_user_changed_in_their_app_is_shown_as_theirs()
    {
        Club.Details = Club.Details with { Name = "The reading club", WhoMayChangeLook = MemberRole.Member };
        await Club.TellAsync("carol", Change("alice", ChatLook.Name));
        Assert.Equal((Bridge.Alice, "The reading club"), await WrittenAsync("m.room.name", "name"));
    }

    [Fact]
    public async Task What_the_bridge_did_in_a_users_name_goes_to_no_network_though_it_comes_back_before_the_bridge_has_noted_it()
    {
        var mark = new { network = "test", chat = Club.Key.Chat.Value, id = "look/m.room.name", change = true };
        await _managed.SetAsync(Bridge.Alice, "m.room.name", new Dictionary<string, object> { ["name"] = "The reading club", ["bridges.source"] = mark });
        await _managed.SetAsync(Bridge.Alice, "m.room.topic", new { topic = "Novels" });

        await ManagedClub.HoldsAsync(() => Club.Details.Topic == "Novels");
        Assert.Equal("The club", Club.Details.Name);
    }

    [Theory]
    [InlineData("fedor", MemberRole.Member)]
    [InlineData("boris", MemberRole.Administrator)]
    public async Task The_bot_shows_what_somebody_changed_who_has_gone_or_whom_the_room_does_not_let(string author, MemberRole allowed)
    {
        using var refusal = Bridge.Homeserver.Faults.Inject(StubFault.Forbidden with
        {
            Strikes = request => request.Path.Contains("/state/m.room.name", StringComparison.Ordinal) && request.UserId == Club.Boris,
        });
        Club.Details = Club.Details with { Name = "The reading club", WhoMayChangeLook = allowed };
        await Club.TellAsync("alice", Change(author, ChatLook.Name));

        Assert.Equal((Bridge.Homeserver.BotUserId, "The reading club"), await WrittenAsync("m.room.name", "name"));
        Assert.Null(Club.Room.Membership(Club.Ghost("fedor")));
    }

    private RemoteChatChange Change(string author, ChatLook look) => Club.Change() with { Sender = new RemoteUserId(author), Look = look };

    /// <summary>By whom, and what.</summary>
    private async Task<(string Sender, string? Value)> WrittenAsync(string type, string key)
    {
        await Bridge.WaitForEventAsync(type, sent => sent.RoomId == Club.RoomId && sent.Type == type && sent.Content.GetProperty(key).GetString() == _managed.State(type, key) && _managed.State(type, key) is not ("The club" or null));
        await Bridge.WaitUntilIdleAsync();
        var last = Bridge.Homeserver.Sent.All.Last(sent => sent.RoomId == Club.RoomId && sent.Type == type);
        return (last.Sender, last.Content.GetProperty(key).GetString());
    }
}
