using Bridges.Host.Configuration;

namespace Bridges.Host;

/// <summary>A registration document where <c>bridges registration</c> writes it, compared with the configuration.</summary>
/// <param name="Exists">Whether it is there: an admin may keep it elsewhere.</param>
/// <param name="Problem">How it differs, or why it cannot be read; null where it agrees or is not there.</param>
internal sealed record RegistrationOnDisk(string File, bool Exists, string? Problem)
{
    /// <summary>The main one, and the companion while double puppets are on.</summary>
    public static IReadOnlyList<RegistrationOnDisk> ReadAll(ConfigurationFile configuration)
    {
        var directory = RegistrationFiles.DefaultDirectory(configuration.FilePath);
        var main = Read(configuration, Path.Combine(directory, ConfiguredRegistrations.MainFile));
        return configuration.Value.DoublePuppet.Enabled
            ? [main, Read(configuration, Path.Combine(directory, ConfiguredRegistrations.CompanionFile))]
            : [main];
    }

    private static RegistrationOnDisk Read(ConfigurationFile configuration, string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return new RegistrationOnDisk(file, Exists: false, Problem: null);
        }

        try
        {
            var differences = RegistrationComparison.Differences(configuration.Value, System.IO.File.ReadAllText(file));
            return new RegistrationOnDisk(file, Exists: true, differences.Count == 0 ? null : string.Join("; ", differences));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return new RegistrationOnDisk(file, Exists: true, $"it cannot be read: {exception.Message}");
        }
    }
}
