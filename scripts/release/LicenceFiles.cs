namespace Bridges.Release;

/// <summary>The licence and notice files of a package.</summary>
internal static class LicenceFiles
{
    private static readonly string[] Beginnings = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "THIRD-PARTY", "THIRDPARTY"];

    public static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(file => Beginnings.Any(beginning => Path.GetFileName(file).StartsWith(beginning, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal)]
        : [];
}
