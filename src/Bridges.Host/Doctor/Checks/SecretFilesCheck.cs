using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>Files with secrets are there and closed to others.</summary>
internal sealed class SecretFilesCheck : IDoctorCheck
{
    private const UnixFileMode Others =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        List<DoctorFinding> findings = [CheckMode("configuration file", patient.File.FilePath)];
        findings.AddRange(RegistrationOnDisk.ReadAll(patient.File).Where(document => document.Exists && Exposure.IsReadable(document.File)).Select(document => DoctorFinding.Wrong(
            $"registration {Path.GetFileName(document.File)}", $"Everybody on this machine can read {document.File}, and with its tokens be any user of the homeserver.",
            $"chmod o= {document.File}   (the homeserver's group may read it: chgrp matrix-synapse {document.File})")));
        if (CheckKeyFile(patient.Configuration.Secrets.KeyFile) is { } key)
        {
            findings.Add(key);
        }

        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
    }

    /// <summary>Null where there is none: what that means, the database tells (see <see cref="KeyFitsCheck"/>).</summary>
    private static DoctorFinding? CheckKeyFile(string key) =>
        File.Exists(key)
            ? CheckKey(key)
            : Directory.Exists(key)
            ? DoctorFinding.Wrong("key file", $"{key} is a folder.", "Name a file in secrets.key_file; 'bridges run' makes it where there is none. (Docker makes a folder of a mounted file that is not there.)")
            : Path.GetDirectoryName(key) is { } folder && !Directory.Exists(folder)
            ? DoctorFinding.Wrong("key file", $"The folder {folder}, where it is to be, does not exist.", $"mkdir -p -m 700 {folder}")
            : null;

    private static DoctorFinding CheckKey(string file)
    {
        try
        {
            SecretBox.FromKeyFile(file);
            return CheckMode("key file", file);
        }
        catch (StorageException exception) when (exception.InnerException is UnauthorizedAccessException)
        {
            return DoctorFinding.OfAnotherUser("key file", exception.Message, $"chown USER {file}; chmod 600 {file}");
        }
        catch (StorageException exception)
        {
            return DoctorFinding.Wrong("key file", exception.Message, "Put the old key file back; without it, users must log in anew.");
        }
    }

    private static DoctorFinding CheckMode(string subject, string file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file))
        {
            return DoctorFinding.NotChecked(subject, $"{file} has no permissions to look at");
        }

        return (File.GetUnixFileMode(file) & Others) == UnixFileMode.None
            ? DoctorFinding.Fine($"{subject} is closed to others")
            : DoctorFinding.Wrong(subject, $"Everybody on this machine can get at {file}, which has secrets in it.", $"chmod 600 {file}");
    }
}
