using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>SQLite's database lies on a disk of this machine: locks and shared memory over a network do not hold, and it is damaged in time (sqlite.org/wal.html).</summary>
internal sealed class NetworkDriveCheck : IDoctorCheck
{
    private static readonly string[] OverNetwork = ["nfs", "cifs", "smb", "9p", "v9fs", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone"];

    /// <summary>The kind of file system that a folder lies on, as Linux calls it; null where it is not known.</summary>
    public Func<string, string?> FileSystemOf { get; init; } = ReadFileSystem;

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.Parse(patient.Configuration.Database.Reveal());
        var isOverNetwork = options.Kind == DatabaseKind.Sqlite
            && Path.GetDirectoryName(Path.GetFullPath(options.Target)) is { } folder
            && FileSystemOf(folder) is { } kind
            && Array.Exists(OverNetwork, name => kind.StartsWith(name, StringComparison.Ordinal));
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(isOverNetwork
            ?
            [
                DoctorFinding.Wrong(
                    $"disk of the database {options}", "It lies on a drive of the network, where SQLite cannot keep others out: it is damaged in time.",
                    "Stop the bridge and move the file, with those of its name that end in -wal and -shm, to a disk of this machine; or use PostgreSQL (bridges db copy --to DATABASE)."),
            ]
            : []);
    }

    private static string? ReadFileSystem(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder that is missing is told by the check of the database.
            return null;
        }
    }
}
