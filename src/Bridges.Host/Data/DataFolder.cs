using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>
/// The data directory serves one host at a time: engines that a second one starts in it would end the first one's, and both would write the same sessions.
/// </summary>
internal static class DataFolder
{
    // Not what a database in it may be called: that has a lock of its own.
    private const string Place = ".data-directory";

    /// <summary>What says who holds it. It is not worth keeping, and can be read by nobody while it is held.</summary>
    public const string LockName = Place + HostLockFile.Extension;

    /// <exception cref="StorageException">Another host has it.</exception>
    /// <exception cref="ConfigurationException">It cannot be made or written.</exception>
    public static async Task<HostLockFile> TakeAsync(ConfigurationFile configuration, CancellationToken cancellationToken)
    {
        var folder = configuration.Value.DataDirectory;
        try
        {
            PrivateFiles.CreateDirectory(folder);
            return await HostLockFile.TakeAsync(Path.Combine(folder, Place), $"the data directory {folder}", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(configuration.ProblemAt("data_directory", $"the folder {folder} cannot be {(Directory.Exists(folder) ? "written" : "made")}: {exception.Message}"));
        }
    }

    /// <summary>Whether some host has it.</summary>
    public static async Task<bool> IsTakenAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(Path.Combine(folder, LockName)) && await HostLockFile.IsTakenAsync(Path.Combine(folder, Place), cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            // It is another user's, as then is the folder; that is a finding of its own.
            return false;
        }
    }
}
