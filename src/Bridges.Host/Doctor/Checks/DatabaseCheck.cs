using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>The database can be used, as far as can be seen from outside.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What another owner mends is another user's.</summary>
    private static DoctorFinding Read(Abstractions.Diagnosis diagnosis) =>
        DoctorFinding.From(diagnosis) with { Cause = diagnosis.Mend?.StartsWith("chown ", StringComparison.Ordinal) == true ? DoctorCause.OfAnotherUser : DoctorCause.Own };

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.Parse(patient.Configuration.Database.Reveal());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var findings = (await DatabaseChecks.CheckAsync(options, patience.Token)).Select(Read).ToArray();
            if (patient.RunningHost is null && findings.FirstOrDefault(finding => finding.Subject.EndsWith(DatabaseInUse.Words, StringComparison.Ordinal)) is { } taken)
            {
                return
                [
                    DoctorFinding.Wrong(
                        taken.Subject[..^DatabaseInUse.Words.Length].TrimEnd(), "Another bridge uses it, and none runs at the address of this configuration: two must never share a database.",
                        "Stop the other (ps aux | grep 'bridges run'), or give each a database of its own. If this configuration's address was changed, restart the bridge."),
                ];
            }

            patient.DatabaseWorks = findings.All(finding => finding.Verdict != DoctorVerdict.Wrong);
            return findings;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong($"database {options}", "It does not answer in time.", "See whether the database server runs and is reached from here.")];
        }
    }
}
