using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Diagnosis;

public sealed class DoctorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_installation_is_proved_against_the_service_without_an_account()
    {
        await using var signal = await SimulatedSignal.StartAsync(Cancellation);
        await using var bed = await SignalBed.EmptyAsync(signal);

        var found = await ((IDiagnosesItself)bed.Network).DiagnoseAsync(Cancellation);

        Assert.Equal(["Signal engine", "Signal's service", "Age of the Signal engine"], found.Select(finding => finding.Subject));
        Assert.All(found.Take(2), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task A_service_that_finds_the_engine_too_old_is_told_as_that()
    {
        await using var signal = await SimulatedSignal.StartAsync(Cancellation);
        await using var bed = await SignalBed.EmptyAsync(signal);
        await signal.FailAsync("CONNECT", "provisioning", 499, times: 10);

        var found = await ((IDiagnosesItself)bed.Network).DiagnoseAsync(Cancellation);

        Assert.Equal("Update Bridges.", Assert.Single(found, finding => finding.Problem is not null).Mend);
    }

    [Fact]
    public async Task A_missing_Node_is_named_with_what_to_do()
    {
        await using var signal = await SimulatedSignal.StartAsync(Cancellation);
        await using var bed = await SignalBed.EmptyAsync(signal, options => options.NodePath = "/nowhere/node");

        var found = await ((IDiagnosesItself)bed.Network).DiagnoseAsync(Cancellation);

        Assert.Contains(found, finding => finding.Problem is not null && finding.Mend?.Contains("install-node", StringComparison.Ordinal) == true);
    }
}
