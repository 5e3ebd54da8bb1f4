using System.Text.Json;

namespace Bridges.Host.Modules;

/// <summary>The libraries that came with the host and not with .NET, told by the host's own <c>deps.json</c>.</summary>
internal static class HostLibraries
{
    private static readonly Lazy<HashSet<string>> Names = new(Read);

    public static bool Contains(string assemblyName) => Names.Value.Contains(assemblyName);

    private static HashSet<string> Read()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var program = typeof(HostLibraries).Assembly.GetName().Name!;
        var file = Path.Combine(AppContext.BaseDirectory, program + ".deps.json");
        if (File.Exists(file))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var target in document.RootElement.GetProperty("targets").EnumerateObject())
            {
                foreach (var library in target.Value.EnumerateObject().Where(library => !IsRuntime(library.Name)))
                {
                    if (library.Value.TryGetProperty("runtime", out var assemblies))
                    {
                        names.UnionWith(assemblies.EnumerateObject().Select(assembly => Path.GetFileNameWithoutExtension(assembly.Name)));
                    }
                }
            }
        }

        return names;
    }

    // In a self-contained build .NET itself is listed as such a pack.
    private static bool IsRuntime(string library) => library.StartsWith("runtimepack.", StringComparison.Ordinal);
}
