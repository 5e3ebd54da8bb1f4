using Bridges.Engines;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>An engine that dies in the moment in which it has just opened the account.</summary>
public sealed class ReopeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_whose_engine_dies_while_its_opening_is_noted_is_opened_in_the_next()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var stored = await bed.LinkAsync();
        var host = new RecordingHost();
        host.BeforeSaving = async _ =>
        {
            host.BeforeSaving = null;
            await NextEngineAsync(bed);
        };
        await using var account = bed.Network.CreateAccount(stored, host);
        await account.StartAsync(Cancellation);

        await NothingIsLostTests.SendUntilTakenAsync(account, bed.Chat, "from the next engine");
        await bed.SayAsync(bed.Alice, "to the next engine");

        await host.MessageAsync("to the next engine");
    }

    [Fact]
    public async Task The_engine_leaves_it_to_the_host_to_end_when_both_are_told_to()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        var engine = bed.Network.EngineStatus.ProcessId;

        await bed.InterruptEngineAsync();
        await bed.SayAsync(bed.Alice, "still here");

        await host.MessageAsync("still here");
        Assert.Equal(engine, bed.Network.EngineStatus.ProcessId);
    }

    private static async Task NextEngineAsync(WhatsAppBed bed)
    {
        var before = bed.Network.EngineStatus.ProcessId;
        bed.KillEngine();
        await SimulatedWhatsApp.UntilAsync(
            () => Task.FromResult(bed.Network.EngineStatus is { Condition: EngineCondition.Running } now && now.ProcessId != before ? true : (bool?)null), "the next engine");
    }
}
