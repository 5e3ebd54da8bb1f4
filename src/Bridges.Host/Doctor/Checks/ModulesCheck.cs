using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Modules;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Doctor;

/// <summary>Each enabled module loads, takes its options, and finds itself in order.</summary>
internal sealed class ModulesCheck : IDoctorCheck
{
    /// <summary>For one module's diagnosis and end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public static DoctorFinding NoneEnabled(Patient patient) => DoctorFinding.NotChecked(
        "modules", $"no network is enabled, so nothing is bridged. Name one under 'networks' in {patient.File.FilePath}.{ModuleFolder.Installed(patient.Configuration.ModulesDirectory)}");

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.DataDirectoryWorks)
        {
            return [DoctorFinding.NotChecked("modules", "they need the data directory")];
        }

        var modules = new ModuleLoader(patient.File, NullLoggerFactory.Instance, patient.TimeProvider).LoadEnabled();
        var findings = modules.Failures.Select(failure => DoctorFinding.Wrong($"module {failure.Id}", failure.Problem, failure.Mend)).ToList();
        foreach (var module in modules.Loaded)
        {
            findings.Add(DoctorFinding.Fine($"module {module.Description.Id} loads"));
            findings.AddRange(await DiagnoseAsync(module, cancellationToken));
        }

        if (findings.Count == 0)
        {
            findings.Add(NoneEnabled(patient));
        }

        return findings;
    }

    private async Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(LoadedNetwork module, CancellationToken cancellationToken)
    {
        var subject = $"module {module.Description.Id}";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await DiagnoseAsync(module.Network, patience.Token) is { } diagnoses
                ? [.. diagnoses.Select(diagnosis => DoctorFinding.From(diagnosis, subject))]
                : [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong(subject, "Its own diagnosis does not end.", "See what its engine does; this is for the module's author.")];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [DoctorFinding.Wrong(subject, $"Its own diagnosis failed: {exception.Message}", "This is for the module's author to mend.")];
        }
    }

    private static async Task<IReadOnlyList<Diagnosis>?> DiagnoseAsync(INetwork network, CancellationToken patience)
    {
        try
        {
            return network is IDiagnosesItself diagnostician ? await Task.Run(() => diagnostician.DiagnoseAsync(patience), patience).WaitAsync(patience) : null;
        }
        finally
        {
            await Task.Run(() => network.DisposeAsync().AsTask(), patience).WaitAsync(patience);
        }
    }
}
