using System.Reflection;
using System.Runtime.Loader;

namespace Bridges.Host.Modules;

/// <summary>
/// A module's own world of assemblies: contracts come from the host, everything else from the module's folder, so two
/// modules may use different versions of one library. What the host uses inside is out of reach.
/// </summary>
internal sealed class ModuleLoadContext(string assemblyPath)
    : AssemblyLoadContext($"module {Path.GetFileName(Path.GetDirectoryName(assemblyPath))}", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    public Assembly LoadModule() => LoadFromAssemblyPath(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (SharedContracts.VersionOf(name) is { } offered)
        {
            return assemblyName.Version is null || assemblyName.Version <= offered
                ? null
                : throw new ModuleLoadException(
                    $"The module was built for {name} {assemblyName.Version}; this host has {offered}.",
                    "Use a newer host, or a build of the module for this one.");
        }

        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
        {
            return LoadFromAssemblyPath(path);
        }

        // Null means: ask the host's own context. It may lend what belongs to .NET, but not its inner parts.
        return HostLibraries.Contains(name)
            ? throw new FileNotFoundException($"{name} is not in the module's folder.", name)
            : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
