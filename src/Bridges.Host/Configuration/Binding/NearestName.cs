namespace Bridges.Host.Configuration;

/// <summary>Guesses which name was meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>" Did you mean 'x'?", or the names that there are where none is near.</summary>
    public static string Suggest(string written, IReadOnlyCollection<string> names)
    {
        if (Find(written, names) is { } nearest)
        {
            return $" Did you mean '{nearest}'?";
        }

        return names.Count == 0 ? " This section has no keys." : $" Keys here: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>The name with the fewest letters to change, if those are few.</summary>
    public static string? Find(string written, IReadOnlyCollection<string> names)
    {
        if (written.Length > LongestName)
        {
            return null;
        }

        var normal = written.ToLowerInvariant().Replace('-', '_');
        var (nearest, distance) = names
            .Select(name => (Name: name, Distance: EditDistance(normal, name)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));
        return distance <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    // Letters added, left out, changed, or swapped with their neighbour.
    private static int EditDistance(string left, string right)
    {
        var distance = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1),
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[left.Length, right.Length];
    }
}
