using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>The registration documents as files for the homeserver.</summary>
internal static class RegistrationFiles
{
    private const string MainComment = """
        Tells the homeserver of Bridges. Made by 'bridges init' and 'bridges registration' from the configuration:
        change that and make it anew. One registration serves every network, present and future.
        """;

    private const string CompanionComment = """
        Lets Bridges act as the homeserver's own users, so that what they write on their phones shows as theirs.
        Made by 'bridges init' and 'bridges registration' from the configuration.
        """;

    /// <summary>The folder beside the configuration.</summary>
    public static string DefaultDirectory(string configurationFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configurationFile))!, "registration");

    /// <summary>Whether the main one was written there.</summary>
    public static bool AreIn(string directory) => File.Exists(Path.Combine(directory, ConfiguredRegistrations.MainFile));

    /// <summary>Writes the documents, over those that are there.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static IReadOnlyList<string> Write(BridgesConfiguration configuration, string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        var main = Path.Combine(directory, ConfiguredRegistrations.MainFile);
        PrivateFiles.Replace(main, RegistrationYaml.Write(ConfiguredRegistrations.Primary(configuration), MainComment));
        if (ConfiguredRegistrations.Companion(configuration) is not { } companion)
        {
            return [main];
        }

        var second = Path.Combine(directory, ConfiguredRegistrations.CompanionFile);
        PrivateFiles.Replace(second, RegistrationYaml.Write(companion, CompanionComment));
        return [main, second];
    }
}
