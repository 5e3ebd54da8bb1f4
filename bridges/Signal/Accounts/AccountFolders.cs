using System.Security.Cryptography;
using Bridges.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Accounts;

/// <summary>A folder for each login, with the engine's encrypted file in it.</summary>
internal sealed partial class AccountFolders(string dataDirectory, ILogger<AccountFolders> logger)
{
    private const string Owner = "account";
    private readonly string _root = Path.Combine(dataDirectory, "accounts");

    public static string NewName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public string DatabaseOf(string folder) => Path.Combine(PathOf(folder), "signal.db");

    public string PathOf(string folder) => Path.Combine(_root, folder);

    /// <summary>The login's file came out of a back-up: its ratchets may be older than those of the people who were written to since.</summary>
    public bool IsRestored(string folder) => RestoredFolder.Is(PathOf(folder));

    public void Create(string folder)
    {
        var path = PathOf(folder);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Takes a folder for an account; what earlier logins of the same account left is erased.</summary>
    /// <returns>Whether there was an earlier login.</returns>
    public bool Own(string folder, AccountId account)
    {
        if (!Directory.Exists(PathOf(folder)))
        {
            return false;
        }

        var isAnother = false;
        File.WriteAllText(Path.Combine(PathOf(folder), Owner), account.Value);
        foreach (var other in Directory.EnumerateDirectories(_root))
        {
            var mark = Path.Combine(other, Owner);
            if (Path.GetFileName(other) != folder && File.Exists(mark) && File.ReadAllText(mark) == account.Value)
            {
                isAnother = true;
                Erase(Path.GetFileName(other));
            }
        }

        return isAnother;
    }

    public void Erase(string folder)
    {
        try
        {
            Directory.Delete(PathOf(folder), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already.
        }
        catch (IOException exception)
        {
            Log.NotErased(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The folder of an ended Signal login could not be erased")]
        public static partial void NotErased(ILogger logger, Exception exception);
    }
}
