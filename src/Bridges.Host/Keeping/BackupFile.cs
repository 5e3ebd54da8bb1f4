using System.Formats.Tar;
using System.IO.Compression;
using Bridges.Abstractions;
using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host.Keeping;

/// <summary>
/// Everything that a bridge is, in one file (<c>.tar.gz</c>): its database as SQLite, whatever it is kept in; the data directory; the
/// key only if asked, as whoever has both has every account.
/// </summary>
internal static class BackupFile
{
    private const string DatabaseEntry = "database.sqlite";
    private const string DataPrefix = "data/";
    private const string KeyEntry = "bridges.key";

    /// <summary>Writes one, also while the host runs.</summary>
    /// <returns>Files of the data directory that changed or went while they were read, and are not in it.</returns>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(BridgesConfiguration configuration, string file, bool withKey, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        var folder = Directory.CreateTempSubdirectory("bridges-backup-");
        try
        {
            var copy = Path.Combine(folder.FullName, DatabaseEntry);
            await DatabaseCopy.RunAsync(DatabaseOptions.Parse(configuration.Database.Reveal()), new DatabaseOptions(DatabaseKind.Sqlite, copy), timeProvider, cancellationToken);
            await using var stream = new FileStream(file, OwnerOnly.ToWrite(FileMode.CreateNew));
            await using var packed = new GZipStream(stream, CompressionLevel.Optimal);
            await using var tar = new TarWriter(packed);
            await tar.WriteEntryAsync(copy, DatabaseEntry, cancellationToken);
            if (withKey)
            {
                await tar.WriteEntryAsync(configuration.Secrets.KeyFile, KeyEntry, cancellationToken);
            }

            foreach (var path in Files(configuration.DataDirectory))
            {
                try
                {
                    await tar.WriteEntryAsync(path, DataPrefix + Path.GetRelativePath(configuration.DataDirectory, path).Replace('\\', '/'), cancellationToken);
                }
                catch (Exception exception) when (exception is FileNotFoundException or UnauthorizedAccessException)
                {
                    left.Add(path);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return left;
    }

    /// <summary>Brings everything back, into places that are empty.</summary>
    /// <exception cref="CommandFailedException">A place is not empty, or the file is none of these.</exception>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public static async Task RestoreAsync(BridgesConfiguration configuration, string file, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (Files(configuration.DataDirectory).Any())
        {
            throw new CommandFailedException(ExitCode.Failure, $"{configuration.DataDirectory} is not empty. Move it away first.");
        }

        var folder = Directory.CreateTempSubdirectory("bridges-restore-");
        try
        {
            await UnpackAsync(configuration, file, folder.FullName, cancellationToken);
            foreach (var restored in Files(configuration.DataDirectory).Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal).ToArray())
            {
                RestoredFolder.Set(restored);
            }

            var copy = Path.Combine(folder.FullName, DatabaseEntry);
            if (!File.Exists(copy))
            {
                throw new CommandFailedException(ExitCode.Failure, $"{file} is no backup of Bridges: it has no database in it.");
            }

            await DatabaseCopy.RunAsync(new DatabaseOptions(DatabaseKind.Sqlite, copy), DatabaseOptions.Parse(configuration.Database.Reveal()), timeProvider, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new CommandFailedException(ExitCode.Failure, $"{file} is no backup of Bridges, or damaged: {exception.Message}", exception);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task UnpackAsync(BridgesConfiguration configuration, string file, string folder, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        await using var packed = new GZipStream(stream, CompressionMode.Decompress);
        await using var tar = new TarReader(packed);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // Nothing but files: a link could lead out of the folder.
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && PlaceOf(configuration, entry.Name, folder) is { } place)
            {
                PrivateFiles.CreateDirectory(Path.GetDirectoryName(place)!);
                await using var target = new FileStream(place, OwnerOnly.ToWrite(FileMode.CreateNew));
                await (entry.DataStream?.CopyToAsync(target, cancellationToken) ?? Task.CompletedTask);
            }
        }
    }

    private static string? PlaceOf(BridgesConfiguration configuration, string name, string folder)
    {
        switch (name)
        {
            case DatabaseEntry:
                return Path.Combine(folder, DatabaseEntry);
            case KeyEntry:
                // A key that is there may belong to something else; without its own the accounts log in anew.
                return File.Exists(configuration.Secrets.KeyFile) ? null : configuration.Secrets.KeyFile;
            default:
                var root = Path.GetFullPath(configuration.DataDirectory) + Path.DirectorySeparatorChar;
                var place = name.StartsWith(DataPrefix, StringComparison.Ordinal) ? Path.GetFullPath(Path.Combine(root, name[DataPrefix.Length..])) : "";
                return place.StartsWith(root, StringComparison.Ordinal) ? place : null;
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => Path.GetRelativePath(folder, path) is not (DataFolder.LockName or Installation.FileName))
        : [];
}
