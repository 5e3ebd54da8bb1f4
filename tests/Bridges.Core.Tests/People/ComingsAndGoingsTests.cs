using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.People;

/// <summary>People come and go while a room is compared with its chat: what happens then counts, not what was asked for before.</summary>
public sealed class ComingsAndGoingsTests : IAsyncLifetime
{
    private readonly Pause _pause = new();
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
        await _bridge.WaitUntilIdleAsync();
    }

    public ValueTask DisposeAsync()
    {
        _pause.GoOn();
        return _bridge.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_in_while_the_network_is_asked_for_its_members_is_not_taken_out()
    {
        await BeginComparisonAsync();
        _club.Details = _club.Details with { Members = [.. _club.Details.Members, Club.Member("dora")] };
        await _club.HearAsync("dora", "here I am");

        _pause.GoOn();
        await _bridge.WaitUntilIdleAsync();

        Assert.Equal("join", _club.Room.Membership(_club.Ghost("dora")));
    }

    [Fact]
    public async Task A_user_who_comes_in_while_the_network_is_asked_for_its_members_is_not_taken_out()
    {
        _bridge.Homeserver.AddUser("eve");
        await _bridge.LogInAsync("eve");
        await _bridge.Network.StartedAsync("eve");
        await _club.TellAsync("eve", _club.Membership("eve", MembershipChange.Left));
        await _bridge.WaitUntilIdleAsync();
        var eve = _bridge.Homeserver.UserId("eve");
        Assert.Equal("leave", _club.Room.Membership(eve));
        await BeginComparisonAsync();
        _club.Details = _club.Details with { Members = [.. _club.Details.Members, Club.Member("eve")] };
        await _club.TellAsync("eve", _club.Membership("eve", MembershipChange.Joined));
        await _club.TellAsync("eve", _club.Message("boris", "welcome"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_club.Room.Membership(eve) == "join"));

        _pause.GoOn();
        await _bridge.WaitUntilIdleAsync();

        Assert.Equal("join", _club.Room.Membership(eve));
    }

    [Fact]
    public async Task Who_goes_while_they_are_brought_in_is_not_there()
    {
        _bridge.Network.AfterNaming = user => user.Value == "dora" ? _pause.PassAsync() : Task.CompletedTask;
        await _club.TellAsync("alice", _club.Membership("dora", MembershipChange.Joined));
        await _pause.Reached;
        await _club.TellAsync("alice", _club.Membership("dora", MembershipChange.Left));
        await _club.HearAsync("boris", "she is gone again");

        _pause.GoOn();
        await _bridge.WaitUntilIdleAsync();

        Assert.NotEqual("join", _club.Room.Membership(_club.Ghost("dora")));
    }

    [Fact]
    public async Task Who_goes_while_their_coming_is_put_off_is_not_brought_in_by_it()
    {
        var (queue, dora) = (new UpkeepQueue(), new RemoteUserId("dora"));
        var account = _bridge.Services.GetRequiredService<AccountRegistry>().Find(_bridge.Network.Id, new AccountId("alice"))!;
        queue.Add(account, _club.Key, Joins, soon: true);
        var failed = await queue.TakeAsync(default);
        queue.PutOff(failed);
        queue.Done(failed);

        queue.Left(account.Network, _club.Key, dora);
        Assert.Contains(dora, failed.Left);

        // Who comes again since is no matter of the task that failed.
        queue.Add(account, _club.Key, Joins, soon: true);
        queue.Resume(failed, waiting => waiting);
        var next = await queue.TakeAsync(default);
        Assert.Equal((true, false), (next.Joined.Contains(dora), next.Left.Contains(dora)));

        UpkeepTask Joins(UpkeepTask task)
        {
            task.Joined.Add(dora);
            return task;
        }
    }

    [Fact]
    public async Task A_name_that_is_told_while_it_is_asked_for_is_not_replaced_by_the_answer()
    {
        var boris = new RemoteUserId("boris");
        var account = _bridge.Services.GetRequiredService<AccountRegistry>().Find(_bridge.Network.Id, new AccountId("alice"))!;
        _bridge.Network.AfterNaming = _ => _pause.PassAsync();
        var asking = _bridge.Services.GetRequiredService<GhostRegistry>().RefreshAsync(account, boris, default);
        await _pause.Reached;
        _bridge.AliceAccount.Host.UserChanged(new UserDetails { Id = boris, Name = "Boris the new" });
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_bridge.Homeserver.ProfileField(_club.Boris, "displayname") == "Boris the new"));

        _pause.GoOn();
        await asking.WaitAsync(TestBridge.Patience);

        Assert.Equal("Boris the new", _bridge.Homeserver.ProfileField(_club.Boris, "displayname"));
    }

    [Fact]
    public async Task What_is_found_out_of_a_room_that_was_given_up_meanwhile_is_not_kept()
    {
        var portals = _bridge.Services.GetRequiredService<PortalRegistry>();
        var settings = _bridge.Services.GetRequiredService<SettingTable>();
        var portal = (await portals.FindAsync(_bridge.Network.Id, _club.Key, default))!;
        await portals.KeepOfRoomAsync(portal, SettingTable.Set("of the room", "first"), default);
        Assert.Equal("first", await settings.GetAsync("of the room", default));

        await portals.CloseAsync(portal, SettingTable.Remove("of the room"), default);
        await portals.KeepOfRoomAsync(portal, SettingTable.Set("of the room", "late"), default);

        Assert.Null(await settings.GetAsync("of the room", default));
    }

    /// <summary>The network has said who is in the chat, and the bridge has not heard it yet.</summary>
    private async Task BeginComparisonAsync()
    {
        _bridge.Network.AfterDescribing = _ => _pause.PassAsync();
        await _club.TellAsync("alice", _club.Change());
        await _pause.Reached;
    }
}
