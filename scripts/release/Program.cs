using Bridges.Release;

if (args is not [var folder, var version, var node, var tdlib, var sbom])
{
    await Console.Error.WriteLineAsync("usage: Bridges.Release FOLDER VERSION NODE-VERSION TDLIB-VERSION SBOM-FILE");
    return 2;
}

IReadOnlyList<Component> components =
[
    .. NuGetComponents.Find(folder).Concat(NpmComponents.Find(folder)).Concat(BundledComponents.Find(folder, node, tdlib))
        .DistinctBy(component => component.PackageUrl)
        .OrderBy(component => component.PackageUrl, StringComparer.Ordinal),
];
Sbom.Write(sbom, version, components);
LicenceFolder.Write(Path.Combine(folder, "licences"), components);
var unknown = components.Where(component => component.Licence is null && component.Files.Count == 0).Select(component => component.PackageUrl).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"no licence is known of: {string.Join(", ", unknown)}");
    return 1;
}

Console.WriteLine($"{components.Count} components of others");
return 0;
