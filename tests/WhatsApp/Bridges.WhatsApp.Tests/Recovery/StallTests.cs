using Bridges.Abstractions;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>A connection that is there and says nothing any more.</summary>
public sealed class StallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_falls_silent_is_noticed_and_a_new_connection_goes_on()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await account.ProbeAsync(Cancellation);
        await bed.Simulation.DoAsync("faults", new { mute = true });
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            patience.CancelAfter(TimeSpan.FromSeconds(2));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => account.ProbeAsync(patience.Token));
        }

        await bed.SayAsync(bed.Alice, "into the silence");
        await bed.Simulation.DoAsync("faults", new { mute = (bool?)null });
        var before = host.States.All.Count;
        await account.ReconnectAsync(Cancellation);

        await host.MessageAsync("into the silence");
        await host.States.UntilAsync(states => states.Skip(before).Any(state => state.Condition == AccountCondition.Connected), "the new connection");
        Assert.Contains(host.States.All.Skip(before), state => state.Condition == AccountCondition.Connecting);
        await account.ProbeAsync(Cancellation);
    }
}
