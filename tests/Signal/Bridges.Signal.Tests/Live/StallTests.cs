using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Live;

/// <summary>Connections and engines that are there and do nothing any more. Each test has a service of its own.</summary>
public sealed class StallTests() : OwnServiceTest(probe: TimeSpan.FromSeconds(5))
{
    [Fact]
    public async Task A_frozen_engine_is_found_out_and_replaced_and_nothing_is_lost()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var frozen = ((SignalNetwork)bed.Network).EngineStatus.ProcessId!.Value;
        await ChildProcess.RunAsync(new ProgramToRun("kill", ["-STOP", $"{frozen}"]), Cancellation);
        await bed.Bob.SayAsync(bed.Alice, "while it was frozen");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<Exception>(() => bed.Account.ProbeAsync(patience.Token));

        await bed.Told.MessageAsync("while it was frozen");
        Assert.NotEqual(frozen, ((SignalNetwork)bed.Network).EngineStatus.ProcessId);
        Assert.Contains(bed.Told.States.All, state => state.Condition == AccountCondition.Disconnected);
        await bed.Account.ProbeAsync(Cancellation);
    }

    [Fact]
    public async Task The_engine_leaves_it_to_the_host_to_end_when_both_are_told_to()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var engine = ((SignalNetwork)bed.Network).EngineStatus.ProcessId!.Value;

        foreach (var signal in new[] { "INT", "TERM" })
        {
            await ChildProcess.RunAsync(new ProgramToRun("kill", [$"-{signal}", $"{engine}"]), Cancellation);
        }

        await bed.Bob.SayAsync(bed.Alice, "still here");

        await bed.Told.MessageAsync("still here");
        Assert.Equal(engine, ((SignalNetwork)bed.Network).EngineStatus.ProcessId);
    }

    [Fact]
    public async Task A_connection_through_which_nothing_comes_is_made_anew()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await bed.Account.ProbeAsync(Cancellation);
        await Signal.AskAsync("/mute", new JsonObject { ["on"] = true });

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<Exception>(() => bed.Account.ProbeAsync(patience.Token));
        await bed.Account.ReconnectAsync(Cancellation);

        await bed.Bob.SayAsync(bed.Alice, "over the new connection");
        await bed.Told.MessageAsync("over the new connection");
        await bed.Account.ProbeAsync(Cancellation);
    }

    [Fact]
    public async Task The_engine_itself_notices_a_service_that_says_nothing_and_comes_back_when_it_speaks_again()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await Signal.AskAsync("/mute", new JsonObject { ["on"] = true, ["later"] = true });

        await bed.Told.States.FirstAsync(state => state.Condition == AccountCondition.Disconnected);
        await bed.Bob.SayAsync(bed.Alice, "kept by the service");
        await Signal.AskAsync("/mute", new JsonObject { ["on"] = false });

        await bed.Told.MessageAsync("kept by the service");
    }
    [Fact]
    public async Task A_profile_that_Signal_asks_to_wait_for_is_read_after_the_wait()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await Signal.FailAsync("GET", "/v1/profile/", 429);
        var dora = await Signal.PersonAsync("Dora");

        await dora.SayAsync(bed.Alice, "what is my name?");

        await bed.Told.Users.FirstAsync(user => user.Id.Value == dora.Id && user.Name == "Dora");
        Assert.True(await Signal.CountRequestsAsync("GET", $"/v1/profile/{dora.Id}") > 1);
    }
}
