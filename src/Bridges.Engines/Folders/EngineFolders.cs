using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Bridges.Engines;

/// <summary>The folders in which an engine keeps its files, one for each login. What a login leaves that never became an account is erased.</summary>
public sealed partial class EngineFolders(string dataDirectory, ILogger<EngineFolders> logger)
{
    /// <summary>Stands in a folder that nobody will need at the next start: its login is not finished yet, or was ended.</summary>
    private const string ErasureMark = "to-be-erased";

    /// <summary>Holds the id of the account that a folder belongs to.</summary>
    private const string OwnerFile = "account";

    private readonly string _root = Path.Combine(dataDirectory, "accounts");

    /// <summary>Makes a folder, marked for erasure until its login is finished; returns its name.</summary>
    public string Create()
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        MarkForErasure(name);
        return name;
    }

    /// <summary>Where the folder is.</summary>
    /// <exception cref="ArgumentException">The name is a path.</exception>
    public string PathOf(string folder) =>
        Path.GetFileName(folder) == folder && folder is not ("" or "." or "..") && !folder.Contains('\0')
            ? Path.Combine(_root, folder)
            : throw new ArgumentException("A folder is named without a path.", nameof(folder));

    /// <summary>The login is done, and the account about to be stored: should the host die now, nobody can tell whether it was.</summary>
    /// <returns>Whether an earlier login of the account has a folder, too.</returns>
    public bool Finish(string folder, string account)
    {
        var path = Make(folder);
        File.WriteAllText(Path.Combine(path, OwnerFile), account);
        File.Delete(Path.Combine(path, ErasureMark));
        return Others(folder, account).Any();
    }

    /// <summary>The folder belongs to a stored account. One that another login of the same account left is erased.</summary>
    public void Claim(string folder, string account)
    {
        Finish(folder, account);
        foreach (var other in Others(folder, account).ToList())
        {
            Erase(other);
        }
    }

    /// <summary>Has the folder erased at the next start, unless it is finished or claimed before.</summary>
    public void MarkForErasure(string folder) =>
        File.WriteAllBytes(Path.Combine(Make(folder), ErasureMark), []);

    /// <summary>Erases what logins left that were never finished, or whose end the network could not be told.</summary>
    public void EraseMarked()
    {
        foreach (var path in Directory.Exists(_root) ? Directory.GetDirectories(_root) : [])
        {
            if (File.Exists(Path.Combine(path, ErasureMark)))
            {
                Erase(Path.GetFileName(path));
            }
        }
    }

    /// <summary>Erases the folder; one that cannot be is logged, and erased at the next start if it is marked.</summary>
    public void Erase(string folder)
    {
        try
        {
            Directory.Delete(PathOf(folder), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotErased(logger, exception, folder);
        }
    }

    private IEnumerable<string> Others(string folder, string account) =>
        from path in Directory.EnumerateDirectories(_root)
        let owner = Path.Combine(path, OwnerFile)
        where Path.GetFileName(path) != folder && File.Exists(owner) && File.ReadAllText(owner) == account
        select Path.GetFileName(path);

    /// <summary>For nobody else on the machine.</summary>
    private string Make(string folder)
    {
        var path = PathOf(folder);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The folder {Folder} of an ended login could not be erased")]
        public static partial void NotErased(ILogger logger, Exception exception, string folder);
    }
}
