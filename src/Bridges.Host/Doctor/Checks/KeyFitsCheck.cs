using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>The key file is the one that the accounts in the database were encrypted with.</summary>
internal sealed class KeyFitsCheck : IDoctorCheck
{
    private const string Subject = "key file opens the database";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var key = patient.Configuration.Secrets.KeyFile;
        if (!patient.DatabaseWorks || !File.Exists(key))
        {
            return [];
        }

        try
        {
            var (all, unreadable) = await DatabaseChecks.CountSecretsAsync(
                DatabaseOptions.Parse(patient.Configuration.Database.Reveal()), SecretBox.FromKeyFile(key), cancellationToken);
            return
            [
                unreadable == 0
                    ? DoctorFinding.Fine(all == 0 ? $"{Subject} (no accounts in it yet)" : Subject)
                    : DoctorFinding.Wrong(
                        Subject, $"{unreadable} of {all} accounts were encrypted with another key than that in {key}: they cannot be used.",
                        $"Put the old key file back at {key}; without it their owners must log in again."),
            ];
        }
        catch (StorageException exception)
        {
            return [DoctorFinding.NotChecked(Subject, exception.Message)];
        }
    }
}
