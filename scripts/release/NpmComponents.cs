using System.Text.Json;

namespace Bridges.Release;

/// <summary>The npm packages that a folder carries.</summary>
internal static class NpmComponents
{
    public static IEnumerable<Component> Find(string folder) =>
        Directory.EnumerateDirectories(folder, "node_modules", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .SelectMany(Packages)
            .Select(Read)
            .OfType<Component>();

    /// <summary>A folder is a package, one that begins with @ holds packages.</summary>
    private static IEnumerable<string> Packages(string modules) =>
        Directory.EnumerateDirectories(modules).SelectMany(child => Path.GetFileName(child).StartsWith('@') ? Directory.EnumerateDirectories(child) : [child]);

    private static Component? Read(string package)
    {
        var file = Path.Combine(package, "package.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return Text(document.RootElement, "name") is { } name && Text(document.RootElement, "version") is { } version
            ? new Component(name, version, $"pkg:npm/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}", ReadLicence(document.RootElement), null, LicenceFiles.In(package))
            : null;
    }

    private static string? ReadLicence(JsonElement package) =>
        Text(package, "license") ?? (package.TryGetProperty("license", out var old) && old.ValueKind == JsonValueKind.Object ? Text(old, "type") : null);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
