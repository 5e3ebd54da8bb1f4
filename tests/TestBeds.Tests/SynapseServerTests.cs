using Bridges.TestBeds.Synapse;

namespace Bridges.TestBeds.Tests;

public sealed class SynapseServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_talk_and_what_they_said_outlasts_a_power_cut()
    {
        await using var synapse = await SynapseServer.StartAsync(cancellation: Cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "wonderland", Cancellation);
        await using var bob = await synapse.RegisterUserAsync("bob", "builder", Cancellation);

        var room = await alice.CreateDirectRoomAsync(bob.UserId, Cancellation);
        var invite = await bob.WaitForInviteAsync(seen => seen.Sender == alice.UserId, cancellation: Cancellation);
        await bob.JoinAsync(invite.RoomId, Cancellation);
        await alice.WaitForJoinAsync(room, bob.UserId, cancellation: Cancellation);

        var question = await alice.SendHtmlAsync(room, "How are you?", "How <b>are</b> you?", Cancellation);
        Assert.Equal(question, (await bob.WaitForMessageAsync(room, "How are", cancellation: Cancellation)).EventId);
        await bob.ReplyAsync(room, question, "Fine", Cancellation);
        Assert.Equal(question, (await alice.WaitForMessageAsync(room, "Fine", cancellation: Cancellation)).RepliesTo);

        await synapse.KillAsync();
        await synapse.StartAgainAsync(Cancellation);

        await bob.EditAsync(room, await bob.SendTextAsync(room, "Still here", Cancellation), "Still there", Cancellation);
        await alice.WaitForMessageAsync(room, seen => seen.Replaces is not null, cancellation: Cancellation);
        Assert.Equal(["How are you?", "Fine", "Still here", "* Still there"],
            (await alice.MessagesAsync(room, Cancellation)).Select(message => message.Body));
    }

    [Fact]
    public async Task A_wait_in_vain_tells_what_was_seen_instead()
    {
        await using var synapse = await SynapseServer.StartAsync(cancellation: Cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "wonderland", Cancellation);
        var room = await alice.CreateRoomAsync("Tea party", cancellation: Cancellation);
        await alice.WaitForEventAsync(seen => seen.RoomId == room && seen.Type == "m.room.name", cancellation: Cancellation);

        var late = await Assert.ThrowsAsync<TimeoutException>(
            () => alice.WaitForMessageAsync(room, "anything", TimeSpan.FromMilliseconds(50), Cancellation));

        Assert.Contains("Tea party", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_configuration_is_reported_with_the_servers_own_words()
    {
        var options = new SynapseOptions { ExtraConfiguration = "listeners: nonsense" };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SynapseServer.StartAsync(options, Cancellation));

        Assert.Contains("listeners", failure.Message, StringComparison.Ordinal);
    }
}
