using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>How a group is read where Signal answers late or not at all. Each test has a service of its own.</summary>
public sealed class GroupReadingTests : OwnServiceTest
{
    [Fact]
    public async Task A_reading_that_began_before_a_change_is_neither_joined_nor_kept()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var group = await PicnicAsync(bed);
        var before = Changes(bed, group);
        await Signal.AskAsync("/fault", new JsonObject { ["verb"] = "GET", ["path"] = "^/storageService/v2/groups$", ["held"] = true });
        await Signal.ChangeGroupAsync(group.Chat.Value, bed.Bob, new JsonObject { ["title"] = "Told by Bob" });
        await SignalBed.UntilAsync("a reading that is held", async () => (await Signal.AskAsync("/held", [])).GetProperty("held").GetInt32() > 0);
        // It is told at once that something changed, and again when that was read.
        await bed.Told.Events.UntilAsync(_ => Changes(bed, group) > before, "that something changed");

        // What Signal has answered to that reading, and holds back, is of before this.
        await bed.Account.SetNameAsync(group, "Changed by Alice", Cancellation);
        Assert.Equal("Changed by Alice", (await bed.Account.GetChatAsync(group, Cancellation)).Name);

        var changes = Changes(bed, group);
        await Signal.StopFailingAsync();
        await bed.Told.Events.UntilAsync(_ => Changes(bed, group) > changes, "the end of the late reading");
        Assert.Equal("Changed by Alice", (await bed.Account.GetChatAsync(group, Cancellation)).Name);
    }

    [Fact]
    public async Task Where_the_log_of_a_group_may_not_be_read_the_room_is_set_to_what_the_group_is_now()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var group = await PicnicAsync(bed);
        var changes = Changes(bed, group);
        await Signal.FailAsync("GET", "^/storageService/v2/groups/logs/", 403, times: 100);

        await Signal.ChangeGroupAsync(group.Chat.Value, bed.Bob, new JsonObject { ["title"] = "Without Carol", ["remove"] = new JsonArray(bed.Carol.Id) });

        // Told at once, and again when it was read.
        await bed.Told.Events.UntilAsync(_ => Changes(bed, group) > changes + 1, "that the group was read");
        var details = await bed.Account.GetChatAsync(group, Cancellation);
        Assert.Equal(("Without Carol", 2), (details.Name, details.Members.Count));
        // Nobody is named whom the log does not name.
        Assert.Empty(bed.Told.Events.All.OfType<RemoteMembership>());
    }

    /// <summary>As the real service answers; the simulated one lets everybody read.</summary>
    [Fact]
    public async Task Whoever_was_removed_and_may_not_read_the_group_any_more_is_out_of_it_and_writes_to_nobody()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var group = await PicnicAsync(bed);
        var changes = Changes(bed, group);
        await Signal.FailAsync("GET", "^/storageService/v2/groups", 403, times: 100);

        await Signal.ChangeGroupAsync(group.Chat.Value, bed.Bob, new JsonObject { ["remove"] = new JsonArray(bed.Alice.Id) });

        await bed.Told.Events.UntilAsync(_ => Changes(bed, group) > changes + 1, "that the group was read");
        var details = await bed.Account.GetChatAsync(group, Cancellation);
        Assert.Equal((true, "Picnic", 2), (details.AccountIsOut, details.Name, details.Members.Count));
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), group, SignalBed.Text("am I heard?")), Cancellation));
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }

    private async Task<ChatKey> PicnicAsync(SignalBed bed)
    {
        var group = new ChatKey(new RemoteChatId(await Signal.GroupAsync(bed.Alice, "Picnic", bed.Alice, bed.Bob, bed.Carol)));
        await bed.Bob.SayInGroupAsync(group.Chat.Value, "hello");
        await bed.Told.MessageAsync("hello");
        // The reading that the message itself asked for has ended.
        await bed.Told.Events.FirstAsync<RemoteChatChange>(told => told.Chat == group);
        Assert.Equal("Picnic", (await bed.Account.GetChatAsync(group, Cancellation)).Name);
        return group;
    }

    private static int Changes(SignalBed bed, ChatKey group) => bed.Told.Events.All.OfType<RemoteChatChange>().Count(told => told.Chat == group);
}
