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
            var diagnoses = await DatabaseChecks.CheckAsync(options, patience.Token);
            if (patient.RunningHost is null && diagnoses.Any(diagnosis => diagnosis.Cause == DatabaseCause.InUse))
            {
                patient.DatabaseIsInUse = true;
                return
                [
                    DoctorFinding.Wrong(
                        $"database {options}", "Another bridge uses it, and none runs at the address of this configuration: two must never share a database.",
                        "Stop the other (ps aux | grep 'bridges run'), or give each a database of its own. If this configuration's address was changed, restart the bridge."),
                ];
            }

            patient.DatabaseWorks = diagnoses.All(diagnosis => diagnosis.Problem is null);
            return [.. diagnoses.Select(Read)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong($"database {options}", "It does not answer in time.", "See whether the database server runs and is reached from here.")];
        }
    }

    private static DoctorFinding Read(DatabaseDiagnosis diagnosis) => diagnosis switch
    {
        { Problem: null } => DoctorFinding.Fine(diagnosis.Subject, diagnosis.Mend),
        { Cause: DatabaseCause.OfAnotherUser } => DoctorFinding.OfAnotherUser(diagnosis.Subject, diagnosis.Problem, diagnosis.Mend!),
        _ => DoctorFinding.Wrong(diagnosis.Subject, diagnosis.Problem, diagnosis.Mend!),
    };
}
