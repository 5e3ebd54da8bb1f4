using System.Text;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.FromMatrix.Groups;

/// <summary>What a member makes a room look like is what the group looks like.</summary>
public sealed class RoomLookTests : IAsyncLifetime
{
    private ManagedClub _managed = null!;

    private TestBridge Bridge => _managed.Bridge;

    public async ValueTask InitializeAsync() => _managed = await ManagedClub.FoundAsync();

    public ValueTask DisposeAsync() => _managed.DisposeAsync();

    [Theory]
    [InlineData("m.room.name", "name", "name", "The garden club")]
    [InlineData("m.room.topic", "topic", "topic", "Roses and weeds")]
    public async Task Name_and_topic_of_the_room_become_those_of_the_group_and_do_not_come_back(string type, string key, string deed, string value)
    {
        var written = _managed.WrittenByBot(type);
        await _managed.SetAsync(Bridge.Alice, type, new Dictionary<string, string> { [key] = value });

        Assert.Equal(new Deed(deed, _managed.Club.Key, value, Target: null), await Bridge.Network.Did.WaitForAsync(done => done.What == deed));
        await _managed.Club.TellAsync("carol", _managed.Club.Change());
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal((written, 1, value), (_managed.WrittenByBot(type), _managed.Done(deed), _managed.State(type, key)));
    }

    [Fact]
    public async Task Picture_of_the_room_becomes_that_of_the_group_as_a_jpeg_and_goes_with_it()
    {
        var mxc = Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("image/png 2000x1000 "), "image/png");
        await _managed.SetAsync(Bridge.Alice, "m.room.avatar", new { url = mxc });
        Assert.StartsWith("image/jpeg 640x640", (await Bridge.Network.Did.WaitForAsync(done => done.What == "picture")).Text);
        await _managed.Club.TellAsync("carol", _managed.Club.Change());
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal((0, mxc), (_managed.WrittenByBot("m.room.avatar"), _managed.State("m.room.avatar", "url")));

        await _managed.SetAsync(Bridge.Alice, "m.room.avatar", new { });
        await Bridge.Network.Did.WaitForAsync(done => done is { What: "picture", Text: "none" });
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_and_the_room_s_picture_set_back()
    {
        var mxc = Bridge.Homeserver.Media.Add("words"u8.ToArray(), "image/png");
        Bridge.Converter.IsBroken = true;

        await _managed.SetAsync(Bridge.Alice, "m.room.avatar", new { url = mxc });

        await _managed.ToldAsync("The picture cannot be read.");
        await ManagedClub.HoldsAsync(() => _managed.State("m.room.avatar", "url") is null);
        Assert.Equal(0, _managed.Done("picture"));
    }

    [Theory]
    [InlineData("m.room.name", "name", "The club")]
    [InlineData("m.room.topic", "topic", "")]
    public async Task What_the_network_refuses_is_told_and_set_back(string type, string key, string before)
    {
        _managed.Refuse();

        await _managed.SetAsync(Bridge.Alice, type, new Dictionary<string, string> { [key] = "Mine" });

        await _managed.ToldAsync("Your change was not made on Testnet. Only administrators may.");
        await ManagedClub.HoldsAsync(() => _managed.State(type, key) == before);
    }

    [Fact]
    public async Task Who_is_not_logged_in_changes_nothing()
    {
        await _managed.SetAsync(Bridge.Homeserver.UserId("mallory"), "m.room.name", new { name = "Hers" });

        await _managed.ToldAsync("You are not logged in to this chat's account.");
        await ManagedClub.HoldsAsync(() => _managed.State("m.room.name", "name") == "The club");
        Assert.Equal(0, _managed.Done("name"));
    }

    [Fact]
    public async Task A_group_keeps_a_name()
    {
        await _managed.SetAsync(Bridge.Alice, "m.room.name", new { name = "" });

        await _managed.ToldAsync("A group has to have a name there.");
        await ManagedClub.HoldsAsync(() => _managed.State("m.room.name", "name") == "The club");
    }

    [Fact]
    public async Task What_the_network_says_already_and_what_was_replaced_meanwhile_is_no_change()
    {
        await _managed.TellAsync(Bridge.Alice, "m.room.name", new { name = "The club" });
        await _managed.TellAsync(Bridge.Alice, "m.room.name", new { name = "Replaced" });
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal(0, _managed.Done("name"));
    }

    [Fact]
    public async Task A_comparison_meanwhile_does_not_mend_the_change_away()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Bridge.Network.BeforeDeed = _ => goOn.Task;
        var written = _managed.WrittenByBot("m.room.name");
        await _managed.SetAsync(Bridge.Alice, "m.room.name", new { name = "Slow" });
        await Bridge.Network.Did.WaitForAsync(done => done.What == "name");

        await _managed.Club.TellAsync("carol", _managed.Club.Change());
        await _managed.Club.HearAsync("boris", "meanwhile");
        goOn.SetResult();
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal((written, "Slow"), (_managed.WrittenByBot("m.room.name"), _managed.State("m.room.name", "name")));
    }

    [Fact]
    public async Task A_comparison_that_was_under_way_does_not_take_the_change_for_the_network_s_own()
    {
        var (asks, goesOn) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Bridge.Network.BeforeDescribing = _ => asks.TrySetResult() ? goesOn.Task : Task.CompletedTask;
        await _managed.Club.TellAsync("carol", _managed.Club.Change());
        await asks.Task.WaitAsync(TestBridge.Patience);

        var mxc = Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("image/png 64x64 "), "image/png");
        await _managed.SetAsync(Bridge.Alice, "m.room.avatar", new { url = mxc });
        await ManagedClub.HoldsAsync(() => _managed.Club.Details.Avatar is not null);
        goesOn.SetResult();
        await Bridge.WaitUntilIdleAsync();

        Assert.Equal((0, mxc), (_managed.WrittenByBot("m.room.avatar"), _managed.State("m.room.avatar", "url")));
    }

    [Fact]
    public async Task A_change_that_a_restart_cut_short_is_made_after_it()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Bridge.Network.BeforeDeed = _ => cut.Task;
        await _managed.SetAsync(Bridge.Alice, "m.room.name", new { name = "Lasting" });
        await Bridge.Network.Did.WaitForAsync(done => done.What == "name");
        await Bridge.StopBridgeAsync();
        cut.SetException(BridgeException.Transient("It never arrived."));
        Bridge.Network.BeforeDeed = _ => Task.CompletedTask;

        await Bridge.RestartAfterStopAsync();

        await ManagedClub.HoldsAsync(() => _managed.Club.Details.Name == "Lasting");
        await Bridge.WaitUntilIdleAsync();
        Assert.Equal("Lasting", _managed.State("m.room.name", "name"));
    }

    [Fact]
    public async Task A_slow_account_s_change_holds_up_nobody_else()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Bridge.Network.BeforeDeed = _ => never.Task;
        await _managed.SetAsync(Bridge.Alice, "m.room.name", new { name = "Slow" });
        await Bridge.Network.Did.WaitForAsync(done => done.What == "name");

        await _managed.Club.HearAsync("boris", "not held up");
        never.SetResult();
    }
}
