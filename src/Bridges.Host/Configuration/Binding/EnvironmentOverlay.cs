namespace Bridges.Host.Configuration;

/// <summary>
/// Lays environment variables over the file: <c>BRIDGES_HOMESERVER__URL</c> is <c>homeserver.url</c>. A further
/// <c>_FILE</c> at the end is understood by <see cref="StrictBinder"/>, which knows the keys.
/// </summary>
internal static class EnvironmentOverlay
{
    private const string Prefix = EnvironmentVariable.Prefix;
    private const string Separator = EnvironmentVariable.Separator;

    /// <param name="topLevelKeys">
    /// Variables without a double underscore count only if they name one of these keys: container platforms set
    /// variables such as <c>BRIDGES_PORT</c> on their own account.
    /// </param>
    public static MappingNode Apply(
        MappingNode root,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyCollection<string> topLevelKeys,
        ConfigurationProblems problems)
    {
        foreach (var (variable, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith(Prefix, StringComparison.Ordinal) || value.Length == 0)
            {
                continue;
            }

            var keys = variable[Prefix.Length..].ToLowerInvariant().Split(Separator);
            if (keys.Length == 1 && !IsTopLevel(keys[0], topLevelKeys))
            {
                if (topLevelKeys.FirstOrDefault(section => IsOfSection(keys[0], section)) is { } meant)
                {
                    problems.Add(
                        ConfigurationLocation.Environment(variable), "",
                        $"two underscores stand between a section and its key: write {Prefix}{meant.ToUpperInvariant()}{Separator}{variable[(Prefix.Length + meant.Length + 1)..]}.");
                }

                continue;
            }

            var location = ConfigurationLocation.Environment(variable);
            if (keys.Any(key => key.Length == 0))
            {
                problems.Add(location, "", "names no key: write BRIDGES_SECTION__KEY.");
                continue;
            }

            root = Set(root, keys, new ScalarNode(location, value, IsQuoted: true));
        }

        return root;
    }

    /// <summary>Whether one underscore is missing: platforms' own variables name no key of a section.</summary>
    private static bool IsOfSection(string name, string section) =>
        name.StartsWith($"{section}_", StringComparison.Ordinal)
        && OptionProperties.Of(typeof(BridgesConfiguration))[section].PropertyType is { } type
        && type.Namespace == typeof(BridgesConfiguration).Namespace
        && IsTopLevel(name[(section.Length + 1)..], [.. OptionProperties.Of(type).Keys]);

    private static bool IsTopLevel(string key, IReadOnlyCollection<string> topLevelKeys) =>
        topLevelKeys.Contains(key, StringComparer.Ordinal)
        || (key.EndsWith(StrictBinder.FileSuffix, StringComparison.Ordinal)
            && topLevelKeys.Contains(key[..^StrictBinder.FileSuffix.Length], StringComparer.Ordinal));

    private static MappingNode Set(MappingNode mapping, ReadOnlySpan<string> keys, ScalarNode value)
    {
        var key = keys[0];
        var inside = mapping.Entries.LastOrDefault(entry => entry.Key == key);
        ConfigurationNode replacement = keys.Length == 1
            ? value
            : Set(inside?.Value as MappingNode ?? new MappingNode(value.Location, []), keys[1..], value);
        var location = keys.Length == 1 || inside is null ? value.Location : inside.Location;
        return mapping with
        {
            Entries = [.. mapping.Entries.Where(entry => entry != inside), new MappingEntry(key, location, replacement)],
        };
    }
}
