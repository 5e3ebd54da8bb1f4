using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module promises of edits, deletions, reactions and the like, where it offers them.</summary>
public abstract class ChangesCompliance : ModuleCompliance
{
    [Fact]
    public async Task An_edit_of_an_unknown_message_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        if (await bed.OpenAsync(new RecordingHost()) is not IEditsMessages account)
        {
            return;
        }

        await Assert.ThrowsAsync<BridgeException>(() => account.EditAsync(
            new OutgoingEdit(NewDelivery(), bed.Chat, [Unknown], Text("changed")), Cancellation));
    }

    [Fact]
    public async Task An_edit_of_an_own_message_has_a_version()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        if (account is not IEditsMessages editing)
        {
            return;
        }

        var sent = await account.SendAsync(Message(bed.Chat, "before"), Cancellation);
        var version = await editing.EditAsync(new OutgoingEdit(NewDelivery(), bed.Chat, sent.Ids, Text("after")), Cancellation);

        Assert.True(version > 0);
        Assert.Contains("after", await bed.FriendHasReadAsync());
    }

    [Fact]
    public async Task Deleting_twice_does_no_harm()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        if (account is not IDeletesMessages deleting)
        {
            return;
        }

        var sent = await account.SendAsync(Message(bed.Chat, "short-lived"), Cancellation);
        await deleting.DeleteAsync(new OutgoingDeletion(NewDelivery(), bed.Chat, sent.Ids), Cancellation);
        await deleting.DeleteAsync(new OutgoingDeletion(NewDelivery(), bed.Chat, sent.Ids), Cancellation);

        Assert.DoesNotContain("short-lived", await bed.FriendHasReadAsync());
    }

    [Fact]
    public async Task Reacting_twice_and_taking_back_twice_does_no_harm()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        if (account is not IReacts reacting)
        {
            return;
        }

        var sent = await account.SendAsync(Message(bed.Chat, "like me"), Cancellation);
        var rules = await reacting.GetReactionRulesAsync(bed.Chat, Cancellation);
        Assert.True(rules.MaximumPerPerson > 0);
        foreach (var reactions in new IReadOnlyList<Reaction>[] { [new("👍")], [new("👍")], [], [] })
        {
            await reacting.ReactAsync(new OutgoingReactions(NewDelivery(), bed.Chat, sent.Ids[0], reactions), Cancellation);
        }
    }

    [Fact]
    public async Task What_is_done_to_an_unknown_message_works_or_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        if (account is IDeletesMessages deleting)
        {
            await WorksOrIsRefusedAsync(() => deleting.DeleteAsync(new OutgoingDeletion(NewDelivery(), bed.Chat, [Unknown]), Cancellation));
        }

        if (account is IReacts reacting)
        {
            await WorksOrIsRefusedAsync(() => reacting.ReactAsync(new OutgoingReactions(NewDelivery(), bed.Chat, Unknown, [new("👍")]), Cancellation));
        }

        if (account is IPinsMessages pinning)
        {
            await WorksOrIsRefusedAsync(() => pinning.PinAsync(new OutgoingPin(NewDelivery(), bed.Chat, Unknown, IsPinned: true), Cancellation));
        }

        if (account is IVotesInPolls voting)
        {
            await WorksOrIsRefusedAsync(() => voting.VoteAsync(new OutgoingVote(NewDelivery(), bed.Chat, Unknown, ["0"]), Cancellation));
        }

        await account.SendAsync(Message(bed.Chat, "none the worse"), Cancellation);
        Assert.Contains("none the worse", await bed.FriendHasReadAsync());
    }

    private static RemoteMessageId Unknown => new("987654321");
}
