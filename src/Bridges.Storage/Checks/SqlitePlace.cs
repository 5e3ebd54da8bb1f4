namespace Bridges.Storage;

/// <summary>Checks of where a SQLite file lies and who may read it.</summary>
internal sealed class SqlitePlace(string path, string subject)
{
    private const long Megabyte = 1 << 20;

    // For what waits in the journal while a homeserver or a network is away, and SQLite's log of it.
    private const long NeededSpace = 256 * Megabyte;

    // EROFS, as Linux and macOS number it.
    private const int ReadOnlyFileSystem = 30;

    private const UnixFileMode RightsOfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] _networkFileSystems = ["nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.glusterfs", "fuse.sshfs"];

    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>Whether files can be made beside the database; known after <see cref="Check"/>.</summary>
    public bool IsWritable { get; private set; }

    public IEnumerable<DatabaseDiagnosis> Check()
    {
        if (!Directory.Exists(_folder))
        {
            return [new DatabaseDiagnosis(subject, $"The folder {_folder} does not exist.", $"mkdir -p {_folder}")];
        }

        DatabaseDiagnosis?[] findings = [CheckDisk(), CheckRights(), CheckFolder()];
        IsWritable = findings[^1] is null;
        return findings.OfType<DatabaseDiagnosis>();
    }

    /// <returns>Null where the disk will do.</returns>
    public DatabaseDiagnosis? JudgeDisk(string fileSystem, long freeBytes)
    {
        if (_networkFileSystems.Any(name => fileSystem.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        {
            return new DatabaseDiagnosis(
                subject, $"It lies on a network file system ({fileSystem}), where SQLite may lose what it wrote.",
                "Move it to a local disk and correct 'database' in the configuration, or use PostgreSQL.");
        }

        return freeBytes < NeededSpace
            ? new DatabaseDiagnosis(
                subject, $"Only {freeBytes / Megabyte} MB are free on its disk; messages that wait are kept there.",
                $"Make room on the disk of {_folder}: {NeededSpace / Megabyte} MB at least.")
            : null;
    }

    private DatabaseDiagnosis? CheckDisk()
    {
        try
        {
            var drive = new DriveInfo(_folder);
            return JudgeDisk(drive.DriveFormat, drive.AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new DatabaseDiagnosis(subject, $"Its disk cannot be looked at: {exception.Message}", $"See what is wrong with {_folder}.");
        }
    }

    private DatabaseDiagnosis? CheckRights() =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & RightsOfOthers) != UnixFileMode.None
            ? new DatabaseDiagnosis(subject, "Other users of this machine can read it.", $"chmod 600 {path}*")
            : null;

    /// <summary>SQLite makes files beside the database, so the folder itself must be writable.</summary>
    private DatabaseDiagnosis? CheckFolder()
    {
        try
        {
            var trial = Path.Combine(_folder, $".bridges-{Guid.NewGuid():N}");
            new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return JudgeRefusal(exception);
        }
    }

    /// <summary>What a failed attempt to write says, and what to do.</summary>
    public DatabaseDiagnosis JudgeRefusal(Exception exception) => exception.HResult == ReadOnlyFileSystem
        ? new DatabaseDiagnosis(
            subject, $"It lies on a disk that is read-only ({_folder}).",
            "mount -o remount,rw DISK   (see 'dmesg' first: a disk with errors is made read-only by itself), or name a database elsewhere in the configuration")
        : new DatabaseDiagnosis(subject, $"Nothing can be written in the folder {_folder}: {exception.Message}", $"chown USER {_folder}", DatabaseCause.OfAnotherUser);
}
