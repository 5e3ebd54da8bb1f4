using System.Text.Json;
using System.Xml.Linq;

namespace Bridges.Release;

/// <summary>The NuGet packages that a folder really carries, as the programs' own <c>deps.json</c> list them.</summary>
internal static class NuGetComponents
{
    private static readonly string Cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static IEnumerable<Component> Find(string folder) =>
        Directory.EnumerateFiles(folder, "*.deps.json", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(folder, "dotnet"), StringComparison.Ordinal))
            .SelectMany(Read);

    private static IEnumerable<Component> Read(string depsFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(depsFile));
        var packages = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/'))
            .ToList();
        return packages.Select(parts => Describe(parts[0], parts[1]));
    }

    private static Component Describe(string id, string version)
    {
        var package = Path.Combine(Cache, id.ToLowerInvariant(), version.ToLowerInvariant());
        var nuspec = Path.Combine(package, $"{id.ToLowerInvariant()}.nuspec");
        var hash = Directory.Exists(package) ? Directory.EnumerateFiles(package, "*.nupkg.sha512").FirstOrDefault() : null;
        return new Component(
            id, version, $"pkg:nuget/{id}@{version}",
            File.Exists(nuspec) ? ReadLicence(nuspec) : null,
            hash is null ? null : Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(hash).Trim())),
            LicenceFiles.In(package));
    }

    private static string? ReadLicence(string nuspec)
    {
        var metadata = XDocument.Load(nuspec).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        string? Value(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        var isExpression = metadata.Elements().Any(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression");
        return isExpression ? Value("license") : Value("licenseUrl") is { } url && !url.EndsWith("deprecateLicenseUrl", StringComparison.Ordinal) ? url : null;
    }
}
