using System.Security.Cryptography;
using System.Text;

namespace Bridges.Core.Media;

/// <summary>
/// The folders in which files lie while they are carried from one side to the other. What a folder is called follows from the file, so
/// that after a crash the next try finds what is there already.
/// </summary>
internal sealed class TransferFolders(CoreOptions options)
{
    private static readonly TimeSpan _keepUnused = TimeSpan.FromDays(3);

    /// <summary>Made where it does not exist; nobody but the host's own user may look into it.</summary>
    public string Open(string transfer)
    {
        var path = PathOf(transfer);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    public void Remove(string transfer)
    {
        try
        {
            Directory.Delete(PathOf(transfer), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    /// <summary>Removes what no transfer has touched for days: of accounts that are gone, of rows that were given up.</summary>
    public void RemoveUnused(DateTimeOffset now)
    {
        if (!Directory.Exists(options.TransferDirectory))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(options.TransferDirectory))
        {
            if (now.UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > _keepUnused)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private string PathOf(string transfer) =>
        Path.Combine(options.TransferDirectory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(transfer)).AsSpan(0, 16)));
}
