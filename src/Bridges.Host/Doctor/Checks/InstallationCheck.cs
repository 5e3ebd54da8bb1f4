using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>Database and data directory are this bridge's, and no other has them now.</summary>
internal sealed class InstallationCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var configuration = patient.Configuration;
        var folder = configuration.DataDirectory;
        List<DoctorFinding?> findings =
        [
            Judge(patient, $"data directory {folder}", "data_directory", Installation.OfFolder(folder)),
            patient.DatabaseWorks ? Judge(patient, "database", "database", await OfDatabaseAsync(patient, cancellationToken)) : null,
        ];
        if (patient is { RunningHost: null, DatabaseIsInUse: false } && await DataFolder.IsTakenAsync(folder, cancellationToken))
        {
            findings.Insert(0, DoctorFinding.Wrong(
                $"data directory {folder}", "Another bridge uses it, and none runs at the address of this configuration: two must never share their engines' files.",
                "Stop the other (ps aux | grep 'bridges run'), or give each a data_directory of its own. If this configuration's address was changed, restart the bridge."));
        }

        return [.. findings.OfType<DoctorFinding>()];
    }

    private static async Task<string?> OfDatabaseAsync(Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            return await Installation.OfDatabaseAsync(patient.Configuration, cancellationToken);
        }
        catch (StorageException)
        {
            // What is wrong with it was told by then, or it went away this moment.
            return null;
        }
    }

    private static DoctorFinding? Judge(Patient patient, string subject, string key, string? former)
    {
        var bot = patient.Configuration.ToCoreOptions().Bot;
        return former is null || former == bot.Value
            ? null
            : Installation.AreOfOneServer(former, bot)
            ? DoctorFinding.Wrong(
                subject, $"It was last used by the bridge {former}; this configuration is for {bot}.",
                $"If the bot was renamed, start the bridge once. If these are two bridges, name another place in '{key}'.")
            : DoctorFinding.Wrong(
                subject, $"It is of the bridge {former}, for another homeserver; this configuration is for {bot}.",
                $"Correct homeserver.server_name, or name another place in '{key}'.") with { Cause = patient.IsMistaken ? DoctorCause.OtherHomeserver : DoctorCause.Own };
    }
}
