using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.FromMatrix.Groups;

/// <summary>Whom a member invites, removes, bans and lets back in a group's room, they do so on the network.</summary>
public sealed class MembersTests : IAsyncLifetime
{
    private ManagedClub _managed = null!;

    private TestBridge Bridge => _managed.Bridge;

    private Club Club => _managed.Club;

    public async ValueTask InitializeAsync() => _managed = await ManagedClub.FoundAsync();

    public ValueTask DisposeAsync() => _managed.DisposeAsync();

    [Fact]
    public async Task Invited_ghost_is_added_to_the_group_and_comes_in()
    {
        await _managed.MemberAsync(Bridge.Alice, Club.Ghost("dora"), "invite");

        Assert.Equal(new Deed("add", Club.Key, null, "dora"), await Bridge.Network.Did.WaitForAsync(done => done.What == "add"));
        await BecomesAsync(Club.Ghost("dora"), "join");
        Assert.Equal(1, _managed.Done("add"));
    }

    [Fact]
    public async Task Who_has_to_agree_first_stays_invited()
    {
        Bridge.Network.MustAgree[new("dora")] = true;
        await _managed.MemberAsync(Bridge.Alice, Club.Ghost("dora"), "invite");
        await Bridge.Network.Did.WaitForAsync(done => done.What == "add");
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal("invite", Club.Room.Membership(Club.Ghost("dora")));
    }

    [Fact]
    public async Task Who_cannot_be_added_is_uninvited_and_it_is_told()
    {
        _managed.Refuse();
        await _managed.MemberAsync(Bridge.Alice, Club.Ghost("dora"), "invite");

        await _managed.ToldAsync("Only administrators may.");
        await BecomesAsync(Club.Ghost("dora"), "leave");
    }

    [Fact]
    public async Task Invited_user_is_added_by_the_account_that_they_have()
    {
        Bridge.Homeserver.AddUser("dora");
        await Bridge.LogInAsync("dora");
        await Bridge.Network.StartedAsync("dora");

        await _managed.MemberAsync(Bridge.Alice, Bridge.Homeserver.UserId("dora"), "invite");

        Assert.Equal("dora", (await Bridge.Network.Did.WaitForAsync(done => done.What == "add")).Target);
    }

    [Fact]
    public async Task Invited_user_without_an_account_is_uninvited_since_the_group_would_not_know_of_them()
    {
        var mallory = Bridge.Homeserver.UserId("mallory");
        await _managed.MemberAsync(Bridge.Alice, mallory, "invite");

        await _managed.ToldAsync("has no Testnet account here");
        await BecomesAsync(mallory, "leave");
        Assert.Equal(0, _managed.Done("add"));
    }

    [Fact]
    public async Task Ghost_of_another_network_is_uninvited()
    {
        var stranger = Bridge.Homeserver.UserId("_bridges_other_dora");
        await _managed.MemberAsync(Bridge.Alice, stranger, "invite");

        await _managed.ToldAsync("is nobody on Testnet");
        await BecomesAsync(stranger, "leave");
    }

    [Theory]
    [InlineData("leave", "remove")]
    [InlineData("ban", "ban")]
    public async Task Removed_ghost_is_removed_from_the_group_and_stays_out(string membership, string deed)
    {
        await _managed.MemberAsync(Bridge.Alice, Club.Boris, membership);

        Assert.Equal(new Deed(deed, Club.Key, null, "boris"), await Bridge.Network.Did.WaitForAsync(done => done.What == deed));
        await Club.TellAsync("carol", Club.Change());
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal(membership, Club.Room.Membership(Club.Boris));
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("ban")]
    public async Task Ghost_that_the_network_keeps_comes_back_and_it_is_told(string membership)
    {
        _managed.Refuse();
        await _managed.MemberAsync(Bridge.Alice, Club.Boris, membership);

        await _managed.ToldAsync("Only administrators may.");
        await BecomesAsync(Club.Boris, "join");
    }

    [Fact]
    public async Task A_comparison_does_not_bring_a_removed_ghost_back_before_the_network_has_answered()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Bridge.Network.BeforeDeed = _ => goOn.Task;
        await _managed.MemberAsync(Bridge.Alice, Club.Boris, "leave");
        await Bridge.Network.Did.WaitForAsync(done => done.What == "remove");
        Club.Details = Club.Details with { Members = [.. Club.Details.Members, Club.Member("dora")] };

        await Club.TellAsync("carol", Club.Change());
        await BecomesAsync(Club.Ghost("dora"), "join");
        Assert.Equal("leave", Club.Room.Membership(Club.Boris));

        goOn.SetResult();
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal("leave", Club.Room.Membership(Club.Boris));
    }

    [Fact]
    public async Task Unbanned_ghost_may_come_back()
    {
        await _managed.MemberAsync(Bridge.Alice, Club.Boris, "ban");
        await Bridge.Network.Did.WaitForAsync(done => done.What == "ban");

        await _managed.MemberAsync(Bridge.Alice, Club.Boris, "leave");

        Assert.Equal("boris", (await Bridge.Network.Did.WaitForAsync(done => done.What == "unban")).Target);
    }

    [Fact]
    public async Task Ban_of_the_network_s_that_it_does_not_lift_holds()
    {
        await Club.TellAsync("alice", Club.Membership("boris", MembershipChange.Banned, by: "carol"));
        await BecomesAsync(Club.Boris, "ban");
        _managed.Refuse();

        await _managed.MemberAsync(Bridge.Alice, Club.Boris, "leave");

        await _managed.ToldAsync("Only administrators may.");
        await BecomesAsync(Club.Boris, "ban");
    }

    [Fact]
    public async Task User_whom_another_put_out_of_the_room_is_put_out_of_the_group()
    {
        await _managed.MemberAsync(Bridge.Alice, Club.Carol, "leave");

        Assert.Equal("carol", (await Bridge.Network.Did.WaitForAsync(done => done.What == "remove")).Target);
    }

    [Fact]
    public async Task What_the_room_s_own_ruler_does_stays_a_matter_of_the_room()
    {
        var mallory = Bridge.Homeserver.UserId("mallory");
        await _managed.LevelAsync(Bridge.Homeserver.BotUserId, mallory, 100);

        await _managed.MemberAsync(mallory, Club.Boris, "leave");
        await Club.HearAsync("carol", "after that");
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal(0, _managed.Done("remove"));
    }

    [Fact]
    public async Task Who_is_in_the_group_already_is_not_added_again()
    {
        await _managed.TellAsync(Bridge.Alice, "m.room.member", new { membership = "invite" }, Club.Boris);
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal(0, _managed.Done("add"));
    }

    private Task BecomesAsync(string user, string membership) => ManagedClub.HoldsAsync(() => Club.Room.Membership(user) == membership);
}
