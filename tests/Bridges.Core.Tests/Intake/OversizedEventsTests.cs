using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Intake;

public sealed class OversizedEventsTests
{
    [Fact]
    public async Task Event_over_the_limit_is_dead_with_a_reason_and_never_bridged_even_when_it_is_tried_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, new string('x', 1024 * 1024)), StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        var administration = bridge.Services.GetRequiredService<IBridgeAdministration>();
        await WaitForDeadAsync();

        Assert.Equal(1, await administration.RetryAsync(id: null, default));
        await TestBridge.WaitUntilAsync(async () => (await administration.DepthAsync(default)).Pending == 0);

        await WaitForDeadAsync();
        Assert.Equal("after", Assert.Single(bridge.Network.Did.All).Text);

        async Task WaitForDeadAsync()
        {
            await TestBridge.WaitUntilAsync(async () => (await administration.DeadLettersAsync(default)).Count > 0);
            Assert.Matches("cannot be read: .*[0-9]+ bytes", Assert.Single(await administration.DeadLettersAsync(default)).Reason);
        }
    }
}
