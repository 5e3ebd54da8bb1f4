using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Bridges.Core;

namespace Bridges.Host.Reports;

/// <summary>The program, its modules, their engines and what those are made around: versions and licences, as each says itself.</summary>
internal static class ShippedParts
{
    private const string OwnLicence = "AGPL-3.0-or-later";
    private const int LargestManifest = 1024 * 1024;
    private const int MostOfEngine = 30;

    public static IReadOnlyList<PartReport> Of(IReadOnlyList<LoadedNetwork> modules, string modulesDirectory)
    {
        var engines = EngineFigures.Read();
        return
        [
            new("Bridges", ProductVersion.Text, OwnLicence),
            new(".NET", RuntimeInformation.FrameworkDescription, "MIT"),
            new("System", RuntimeInformation.OSDescription, Licence: null),
            .. modules.SelectMany(module => OfModule(module, engines.GetValueOrDefault(module.Description.Id.Value), modulesDirectory)),
        ];
    }

    private static IEnumerable<PartReport> OfModule(LoadedNetwork module, EngineFigure? engine, string modulesDirectory)
    {
        var assembly = module.Network.GetType().Assembly;
        var name = module.Description.DisplayName;
        yield return new($"Module {name}", assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown", Said(assembly, "Licence"));
        if (engine is not null)
        {
            yield return new($"Engine of {name}{(Said(assembly, "EngineLibrary") is { } library ? $" ({library})" : "")}", engine.Version ?? "not started yet", Said(assembly, "EngineLicence"));
        }

        foreach (var package in PackagesOf(Path.Combine(modulesDirectory, module.Description.Id.Value, "engine")))
        {
            yield return package with { Part = $"In the engine of {name}: {package.Part}" };
        }
    }

    /// <summary>What a module's author wrote into it: <c>&lt;AssemblyMetadata Include="Licence" Value="…" /&gt;</c>.</summary>
    private static string? Said(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(said => said.Key == key)?.Value;

    /// <summary>What an engine in JavaScript names as what it needs.</summary>
    private static IEnumerable<PartReport> PackagesOf(string folder)
    {
        if (Manifest(folder) is not { } manifest || !manifest.TryGetProperty("dependencies", out var wanted) || wanted.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var package in wanted.EnumerateObject().Select(package => package.Name).Where(IsPackageName).Take(MostOfEngine))
        {
            if (Manifest(Path.Combine(folder, "node_modules", package)) is { } its)
            {
                yield return new(package, Text(its, "version") ?? "unknown", Text(its, "license"));
            }
        }
    }

    private static bool IsPackageName(string name) => name.Length > 0 && !name.Contains("..", StringComparison.Ordinal) && !Path.IsPathRooted(name);

    private static JsonElement? Manifest(string folder)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, "package.json"));
            if (!file.Exists || file.Length > LargestManifest)
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // A package that does not tell is not told of.
            return null;
        }
    }

    private static string? Text(JsonElement manifest, string key) =>
        manifest.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
