using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>
/// Whose a database and a data directory are: each keeps the bot of the bridge that used it last. Rooms, ghosts and sessions in them are that bridge's alone.
/// </summary>
internal sealed partial class Installation(UserId bot, ILogger<Installation> logger)
{
    /// <summary>Of a data directory. It is made with each start, and so not worth keeping.</summary>
    public const string FileName = "bridges.installation";

    private const string Setting = "installation";

    /// <summary>Looks whether they can be ours.</summary>
    /// <exception cref="CommandFailedException">They are those of a bridge for another homeserver.</exception>
    public async Task CheckAsync(Database database, BridgesConfiguration configuration, CancellationToken cancellationToken)
    {
        Compare(await new SettingTable(database).GetAsync(Setting, cancellationToken), "database");
        Compare(OfFolder(configuration.DataDirectory), "data_directory");
    }

    /// <summary>Makes them ours. To be called once the homeserver has said who we are: a mistyped name must not stay with them.</summary>
    public async Task ClaimAsync(Database database, BridgesConfiguration configuration, CancellationToken cancellationToken)
    {
        try
        {
            if (await new SettingTable(database).GetAsync(Setting, cancellationToken) != bot.Value)
            {
                await database.WriteAsync([SettingTable.Set(Setting, bot.Value)], cancellationToken: cancellationToken);
            }

            if (OfFolder(configuration.DataDirectory) != bot.Value)
            {
                PrivateFiles.Replace(Path.Combine(configuration.DataDirectory, FileName), bot.Value);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageException)
        {
            // The bridge works without; the next start tries again.
            Log.NotKept(logger, exception.Message);
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
            // What a full disk left half-written says nothing.
            return File.Exists(file) && UserId.TryParse(File.ReadAllText(file).Trim(), out var former) ? former.Value : null;
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

        [LoggerMessage(2, LogLevel.Warning, "It could not be noted that database and data directory are this bridge's: {Reason}")]
        public static partial void NotKept(ILogger logger, string reason);
    }
}
