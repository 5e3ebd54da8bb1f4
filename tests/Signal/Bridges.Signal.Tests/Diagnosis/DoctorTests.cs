using Bridges.Abstractions;
using Bridges.Signal.Diagnosis;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;
using Bridges.TestBeds;

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
    public async Task Signal_is_told_who_asks_and_none_of_its_apps_is_named()
    {
        await using var signal = await SimulatedSignal.StartAsync(Cancellation);
        await using var bed = await SignalBed.EmptyAsync(signal);

        await ((IDiagnosesItself)bed.Network).DiagnoseAsync(Cancellation);

        var agents = (await signal.AskAsync("/requests", [])).GetProperty("requests").EnumerateArray()
            .Where(request => request.GetProperty("verb").GetString() == "CONNECT").Select(request => request.GetProperty("agent").GetString()!).ToList();
        Assert.NotEmpty(agents);
        Assert.All(agents, agent => Assert.StartsWith("bridges/", agent, StringComparison.Ordinal));
        Assert.All(agents, agent => Assert.DoesNotContain(["Signal-Desktop", "Signal-Android", "Signal-iOS"], name => agent.Contains(name, StringComparison.OrdinalIgnoreCase)));
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
    public async Task An_engine_older_than_ninety_days_is_said_to_be_in_danger()
    {
        using var folder = TempFolder.Create("signal-age");
        var package = folder.Combine("package.json");
        await File.WriteAllTextAsync(package, """{"librariesOf":"2026-06-01"}""", Cancellation);

        Assert.Null(InstallationCheck.CheckAge(package, new DateTimeOffset(2026, 8, 30, 0, 0, 0, TimeSpan.Zero)).Problem);
        var found = InstallationCheck.CheckAge(package, new DateTimeOffset(2026, 8, 31, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(("It is 91 days old; Signal may refuse it any day.", "Update Bridges."), (found.Problem, found.Mend));
        Assert.NotNull(InstallationCheck.CheckAge(folder.Combine("none"), DateTimeOffset.UnixEpoch).Problem);
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
