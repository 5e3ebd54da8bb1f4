using Bridges.Media;
using Bridges.Storage;

namespace Bridges.Host.Configuration;

/// <summary>Makes paths count from the configuration's folder, so that it does not matter where the program is started.</summary>
internal static class ConfigurationPaths
{
    public static BridgesConfiguration MakeAbsolute(BridgesConfiguration configuration, string directory)
    {
        return configuration with
        {
            Database = DatabaseOptions.Parse(configuration.Database.Reveal()) is { Kind: DatabaseKind.Sqlite } file
                ? new Secret((file with { Target = Path.GetFullPath(file.Target, directory) }).ToString())
                : configuration.Database,
            DataDirectory = Path.GetFullPath(configuration.DataDirectory, directory),
            ModulesDirectory = Path.GetFullPath(configuration.ModulesDirectory, directory),
            Media = configuration.Media is { Ffmpeg: { Length: > 0 } ffmpeg } && ffmpeg != FfmpegSearch.None
                ? configuration.Media with { Ffmpeg = Path.GetFullPath(ffmpeg, directory) }
                : configuration.Media,
            Secrets = configuration.Secrets with { KeyFile = Path.GetFullPath(configuration.Secrets.KeyFile, directory) },
        };
    }
}
