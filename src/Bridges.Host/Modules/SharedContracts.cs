using Bridges.Abstractions;

namespace Bridges.Host.Modules;

/// <summary>The assemblies that the host and a module must see as one, because their types pass between the two.</summary>
internal static class SharedContracts
{
    private static readonly Dictionary<string, Version> Versions = new[]
    {
        typeof(IBridgeModule).Assembly,
        typeof(ILogger).Assembly,
        typeof(IServiceCollection).Assembly,
    }.Select(assembly => assembly.GetName()).ToDictionary(name => name.Name!, name => name.Version!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The host's version of a shared assembly; null for an assembly that is not shared.</summary>
    public static Version? VersionOf(string assemblyName) => Versions.GetValueOrDefault(assemblyName);
}
