namespace Bridges.Host.Configuration;

/// <summary>The configuration that counts, with where each value came from; without what must not be seen.</summary>
internal static class EffectiveConfiguration
{
    private const string Hidden = "•••";

    // What modules call their secrets; better one hidden too many.
    private static readonly string[] SecretWords = ["token", "secret", "password", "hash", "key", "database", "proxy", "credential"];

    private static readonly string[] OpenKeys = ["secrets.key_file"];

    public static IReadOnlyList<EffectiveSetting> Describe(ConfigurationFile configuration) => Describe(ConfigurationKeys.Flatten(configuration.Root));

    public static IReadOnlyList<EffectiveSetting> Describe(IReadOnlyDictionary<string, ScalarNode> values) =>
    [
        .. values
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Where(entry => !entry.Value.IsEmpty)
            .Select(entry => new EffectiveSetting(entry.Key, IsSecret(entry.Key) ? Hidden : entry.Value.Text, entry.Value.Location.ToString())),
    ];

    private static bool IsSecret(string key) =>
        !OpenKeys.Contains(key, StringComparer.Ordinal)
        && SecretWords.Any(word => key.Split('.')[^1].Contains(word, StringComparison.OrdinalIgnoreCase));
}
