using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Release;

/// <summary>The bill of materials (CycloneDX 1.6).</summary>
internal static class Sbom
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, string version, IEnumerable<Component> components)
    {
        var document = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = $"bridges@{version}",
                    ["name"] = "bridges",
                    ["version"] = version,
                    ["licenses"] = Licences("AGPL-3.0-or-later"),
                },
            },
            ["components"] = new JsonArray([.. components.Select(Describe)]),
        };
        File.WriteAllText(path, document.ToJsonString(Indented) + "\n");
    }

    private static JsonObject Describe(Component component)
    {
        var entry = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = component.PackageUrl,
            ["name"] = component.Name,
            ["version"] = component.Version,
            ["purl"] = component.PackageUrl,
        };
        if (component.Sha512 is { } hash)
        {
            entry["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = hash });
        }

        if (component.Licence is { } licence)
        {
            entry["licenses"] = Licences(licence);
        }

        return entry;
    }

    private static JsonArray Licences(string licence) => licence.StartsWith("http", StringComparison.Ordinal)
        ? new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = "see url", ["url"] = licence } })
        : new JsonArray(new JsonObject { ["expression"] = licence });
}
