using System.Text.RegularExpressions;

namespace Bridges.Release;

/// <summary>Whole programs and libraries that a release carries beside packages.</summary>
internal static partial class BundledComponents
{
    public static IEnumerable<Component> Find(string folder, string nodeVersion, string tdlibVersion)
    {
        var dotnet = Path.Combine(folder, "dotnet");
        foreach (var runtime in Directory.EnumerateDirectories(Path.Combine(dotnet, "shared")))
        {
            var version = Path.GetFileName(Directory.EnumerateDirectories(runtime).Single());
            yield return new Component(
                Path.GetFileName(runtime), version, $"pkg:generic/dotnet/{Path.GetFileName(runtime)}@{version}", "MIT", null,
                LicenceFiles.In(dotnet));
        }

        if (Directory.Exists(Path.Combine(folder, "node")))
        {
            yield return new Component("node", nodeVersion, $"pkg:generic/node@{nodeVersion}", "MIT", null, LicenceFiles.In(Path.Combine(folder, "node")));
        }

        if (Directory.EnumerateFiles(folder, "libtdjson.so", SearchOption.AllDirectories).Any())
        {
            yield return new Component("tdlib", tdlibVersion, $"pkg:github/tdlib/td@{tdlibVersion}", "BSL-1.0", null, []);
        }

        var sources = Path.Combine(folder, "media", "SOURCES");
        if (File.Exists(sources))
        {
            foreach (Match source in SourcePackage().Matches(File.ReadAllText(sources)))
            {
                var (name, version) = (source.Groups["name"].Value, source.Groups["version"].Value);
                yield return new Component(
                    name, version, $"pkg:deb/debian/{name}@{Uri.EscapeDataString(version)}?arch=source", LicenceOf(name), null,
                    name == "ffmpeg" ? [Path.Combine(folder, "media", "LICENSE"), sources] : []);
            }
        }
    }

    private static string? LicenceOf(string source) => source switch
    {
        "ffmpeg" => "GPL-3.0-or-later",
        "x264" => "GPL-2.0-or-later",
        "libvpx" or "opus" => "BSD-3-Clause",
        "zlib" => "Zlib",
        _ => null,
    };

    [GeneratedRegex(@"^source (?<name>[a-z0-9.+-]+) (?<version>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourcePackage();
}
