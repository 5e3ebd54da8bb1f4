using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Doctor;

/// <summary>The database can be opened, and what is in it can be read with the key.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.Parse(patient.Configuration.Database.Reveal());
        var subject = $"database {options}";
        if (patient.HostRuns)
        {
            return [DoctorFinding.Fine($"{subject} is open in the running bridge")];
        }

        if (options.Kind == DatabaseKind.Sqlite && !File.Exists(options.Target))
        {
            return [CheckFolder(subject, Path.GetDirectoryName(options.Target)!)];
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var data = await HostData.OpenAsync(patient.Configuration, NullLoggerFactory.Instance, patience.Token);
            await new AccountTable(data.Database, data.Secrets).AllAsync(patience.Token);
            var depth = await data.Journal.DepthAsync(patience.Token);
            return depth.Dead == 0
                ? [DoctorFinding.Fine(subject)]
                :
                [
                    DoctorFinding.Fine(subject),
                    DoctorFinding.Wrong("messages", $"{depth.Dead} could not be delivered and wait for a decision.", "See 'bridges dead-letters list'; 'retry' brings them back, 'drop' gives them up."),
                ];
        }
        catch (StorageException exception)
        {
            return [DoctorFinding.Wrong(subject, exception.Message, "Correct 'database' or 'secrets.key_file' in the configuration, or what they point to.")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong(subject, "It does not answer in time.", "See whether the database server runs and is reached from here.")];
        }
    }

    private static DoctorFinding CheckFolder(string subject, string folder) => Directory.Exists(folder)
        ? DoctorFinding.Fine($"{subject} will be made at the first start")
        : DoctorFinding.Wrong(subject, $"The folder {folder} does not exist.", $"mkdir -p {folder}");
}
