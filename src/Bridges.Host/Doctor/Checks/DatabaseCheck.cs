using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>The database can be used, as far as can be seen from outside.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.Parse(patient.Configuration.Database.Reveal());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var findings = (await DatabaseChecks.CheckAsync(options, patience.Token)).Select(diagnosis => DoctorFinding.From(diagnosis)).ToArray();
            patient.DatabaseWorks = findings.All(finding => finding.Verdict != DoctorVerdict.Wrong);
            return findings;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong($"database {options}", "It does not answer in time.", "See whether the database server runs and is reached from here.")];
        }
    }
}
