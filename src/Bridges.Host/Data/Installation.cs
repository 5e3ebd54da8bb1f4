using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>
/// Whose a database and a data directory are: each keeps the bot of the bridge that used it last. Rooms, ghosts and sessions in them are that bridge's alone.
/// </summary>
internal sealed partial class Installation(UserId bot, ILogger<Installation> logger)
{
    private const string Setting = "installation";
    /// <summary>Of a data directory. It is made with each start, and so not worth keeping.</summary>
    public const string FileName = "bridges.installation";

    /// <summary>Makes them ours.</summary>
    /// <exception cref="CommandFailedException">They are those of a bridge for another homeserver.</exception>
    public async Task ClaimAsync(Database database, BridgesConfiguration configuration, CancellationToken cancellationToken)
    {
        var (ofDatabase, ofFolder) = (await new SettingTable(database).GetAsync(Setting, cancellationToken), OfFolder(configuration.DataDirectory));
        Compare(ofDatabase, "database");
        Compare(ofFolder, "data_directory");
        if (ofDatabase != bot.Value)
        {
            await database.WriteAsync([SettingTable.Set(Setting, bot.Value)], cancellationToken: cancellationToken);
        }

        if (ofFolder != bot.Value)
        {
            PrivateFiles.Replace(Path.Combine(configuration.DataDirectory, FileName), bot.Value);
        }
    }

    /// <summary>The bot of the bridge that used the database last; null where none is known.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static Task<string?> OfDatabaseAsync(BridgesConfiguration configuration, CancellationToken cancellationToken) =>
        DatabaseChecks.ReadSettingAsync(DatabaseOptions.Parse(configuration.Database.Reveal()), Setting, cancellationToken);

    /// <summary>The bot of the bridge that used the folder last; null where none is known.</summary>
    public static string? OfFolder(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whether the folder can be used at all, others say.
            return null;
        }
    }

    /// <summary>Whether two bots are of one homeserver, so that one may be the other with a new name.</summary>
    public static bool AreOfOneServer(string one, UserId other) => UserId.TryParse(one, out var user) && user.ServerName == other.ServerName;

    private void Compare(string? former, string key)
    {
        if (former is null || former == bot.Value)
        {
            return;
        }

        if (!AreOfOneServer(former, bot))
        {
            throw new CommandFailedException(
                ExitCode.Configuration, $"Cannot start: what '{key}' names is of the bridge {former}, and this one is {bot}. Correct homeserver.server_name, or name another place in '{key}'.");
        }

        Log.WasOfAnother(logger, key, former, bot.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What '{Key}' names was last used by the bridge {Former}; from now on it is of {Bot}. If these are two bridges, stop this one and give it another place")]
        public static partial void WasOfAnother(ILogger logger, string key, string former, string bot);
    }
}
