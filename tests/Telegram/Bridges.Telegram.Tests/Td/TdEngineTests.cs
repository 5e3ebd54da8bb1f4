using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Td;
using Bridges.Telegram.Tests.Beds;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Tests.Td;

public sealed class TdEngineTests
{
    [Fact]
    public async Task A_client_of_an_engine_that_died_meanwhile_is_none_of_the_next_one()
    {
        FakeTd? td = null;
        await using var engine = new TdEngine(events => td = new FakeTd(events), new TestOutputLoggers().CreateLogger<TdEngine>());
        engine.Start();
        td!.ClientMade = () =>
        {
            td.Become(EngineCondition.Backoff, "it crashed");
            td.Become(EngineCondition.Starting);
            td.Become(EngineCondition.Running);
        };

        var failure = await Assert.ThrowsAsync<BridgeException>(() => engine.CreateClientAsync(TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Empty(engine.Clients);
    }
}
