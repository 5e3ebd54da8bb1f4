using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Bridges.Core;

namespace Bridges.Documentation.Tests;

/// <summary>The abilities that the bridge calls: one that it does not call is of no use to anybody yet, whoever has it.</summary>
internal static class AbilitiesInUse
{
    public static IReadOnlySet<string> Names { get; } = Read();

    private static HashSet<string> Read()
    {
        using var file = File.OpenRead(typeof(CoreOptions).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Where(type => metadata.GetString(type.Namespace) == "Bridges.Abstractions")
            .Select(type => metadata.GetString(type.Name))];
    }
}
