namespace Bridges.Host.Configuration;

/// <summary>Makes paths count from the configuration's folder, so that it does not matter where the program is started.</summary>
internal static class ConfigurationPaths
{
    private const string SqlitePrefix = "sqlite:";

    public static BridgesConfiguration MakeAbsolute(BridgesConfiguration configuration, string directory)
    {
        var database = configuration.Database.Reveal();
        return configuration with
        {
            Database = database.StartsWith(SqlitePrefix, StringComparison.Ordinal)
                ? new Secret(SqlitePrefix + Path.GetFullPath(database[SqlitePrefix.Length..], directory))
                : configuration.Database,
            DataDirectory = Path.GetFullPath(configuration.DataDirectory, directory),
            ModulesDirectory = Path.GetFullPath(configuration.ModulesDirectory, directory),
            Secrets = configuration.Secrets with { KeyFile = Path.GetFullPath(configuration.Secrets.KeyFile, directory) },
        };
    }
}
