using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>The key file is the one that the accounts in the database were encrypted with.</summary>
internal sealed class KeyFitsCheck : IDoctorCheck
{
    private const string Subject = "key file opens the database";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var key = patient.Configuration.Secrets.KeyFile;
        var isThere = File.Exists(key);
        if (!isThere && (Directory.Exists(key) || !Directory.Exists(Path.GetDirectoryName(key))))
        {
            return [];
        }

        if (!patient.DatabaseWorks)
        {
            return isThere ? [] : [DoctorFinding.NotChecked("key file", $"{key} is not there; whether anything was encrypted with it, the database tells")];
        }

        try
        {
            var secrets = isThere ? SecretBox.FromKeyFile(key) : null;
            var (all, unreadable) = await DatabaseChecks.CountSecretsAsync(DatabaseOptions.Parse(patient.Configuration.Database.Reveal()), secrets, cancellationToken);
            return [isThere ? Judge(key, all, unreadable) : JudgeMissing(key, all)];
        }
        catch (StorageException exception)
        {
            return [DoctorFinding.NotChecked(Subject, exception.Message)];
        }
    }

    private static DoctorFinding Judge(string key, int all, int unreadable) => unreadable == 0
        ? DoctorFinding.Fine(all == 0 ? $"{Subject} (no accounts in it yet)" : Subject)
        : DoctorFinding.Wrong(
            Subject, $"{unreadable} of {all} accounts were encrypted with another key than that in {key}: they cannot be used.",
            $"Put the old key file back at {key}; without it their owners must log in again.");

    private static DoctorFinding JudgeMissing(string key, int all) => all == 0
        ? DoctorFinding.Fine("key file will be made at the first start")
        : DoctorFinding.Wrong(
            "key file", $"{key} is not there, and {all} accounts in the database were encrypted with it. 'bridges run' makes a new one, which does not open them.",
            $"Put the old key file back at {key} (a back-up has it if it was made with --with-key); without it their owners must log in again.");
}
