using Bridges.TestBeds.Host;

namespace Bridges.TestBeds.Tests;

public sealed class BridgedSynapseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_product_answers_on_a_real_homeserver_also_after_it_was_killed()
    {
        await using var bridged = await BridgedSynapse.StartAsync(cancellation: Cancellation);
        await using var alice = await bridged.Synapse.RegisterUserAsync("alice", "wonderland", Cancellation);
        var room = await alice.CreateDirectRoomAsync(bridged.BotUserId, Cancellation);
        await alice.WaitForJoinAsync(room, bridged.BotUserId, cancellation: Cancellation);

        await alice.SendTextAsync(room, "nonsense", Cancellation);
        await alice.WaitForMessageAsync(room, "I do not know that", cancellation: Cancellation);
        await bridged.Host.KillAsync();
        await alice.SendTextAsync(room, "list-logins", Cancellation);
        await bridged.Host.StartAsync(Cancellation);

        var answer = await alice.WaitForMessageAsync(room, "You are not logged in", cancellation: Cancellation);
        Assert.Equal(bridged.BotUserId, answer.Sender);
        Assert.Equal(0, await bridged.Host.StopAsync());
    }
}
