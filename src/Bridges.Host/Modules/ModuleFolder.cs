using Bridges.Host.Configuration;

namespace Bridges.Host.Modules;

/// <summary>
/// A module's folder: <c>modules/telegram/</c> with everything that <c>dotnet publish</c> of the module gives. Its one
/// <c>*.deps.json</c> names the module's assembly, so <c>Bridges.Telegram.deps.json</c> means <c>Bridges.Telegram.dll</c>.
/// </summary>
internal static class ModuleFolder
{
    private const string DependenciesSuffix = ".deps.json";

    /// <exception cref="ModuleLoadException">There is no folder, or nothing in it that looks like a module.</exception>
    public static string FindAssembly(string modulesDirectory, string id)
    {
        var folder = Path.Combine(modulesDirectory, id);
        if (!Directory.Exists(folder) && PackedFile(modulesDirectory, id) is { } packed)
        {
            throw new ModuleLoadException($"The module '{id}' is still packed: {packed}.", $"Unpack it, so that its files (one *{DependenciesSuffix} among them) lie in {folder}.");
        }

        if (!Directory.Exists(folder))
        {
            throw new ModuleLoadException(
                $"There is no module '{id}': the folder {folder} does not exist.",
                NearestName.Find(id, InstalledNames(modulesDirectory)) is { } nearest
                    ? $"Write 'networks.{nearest}' if that is meant; else put the module's files into {folder}, or take 'networks.{id}' out of the configuration."
                    : $"Put the module's files into {folder}, or take 'networks.{id}' out of the configuration.{Installed(modulesDirectory)}");
        }

        var dependencyFiles = Directory.GetFiles(folder, "*" + DependenciesSuffix);
        if (dependencyFiles.Length == 0 && Directory.GetDirectories(folder).FirstOrDefault(inner => Directory.EnumerateFiles(inner, "*" + DependenciesSuffix).Any()) is { } deeper)
        {
            throw new ModuleLoadException($"The module's files lie one folder too deep: in {deeper}.", $"mv {deeper}/* {folder}/");
        }

        if (dependencyFiles is not [var dependencyFile])
        {
            throw new ModuleLoadException(
                $"{folder} must contain exactly one *{DependenciesSuffix}, which names the module's assembly; it contains {dependencyFiles.Length}.",
                $"Empty the folder and copy the output of 'dotnet publish' of one module into it.");
        }

        var assembly = dependencyFile[..^DependenciesSuffix.Length] + ".dll";
        return File.Exists(assembly)
            ? assembly
            : throw new ModuleLoadException($"{assembly} is missing.", "Copy the output of 'dotnet publish' of the module into its folder again.");
    }

    /// <summary>What everybody can change is not run: it would be whatever anybody on this machine likes, with every account's secrets.</summary>
    /// <exception cref="ModuleLoadException">Something in the folder, or a folder above it, is open.</exception>
    public static void RefuseOpen(string folder)
    {
        if (Exposure.FirstWritable(folder) is { } open)
        {
            throw new ModuleLoadException(
                $"Everybody on this machine can change {open}, so the module is not loaded.",
                $"See that it is as it should be (or copy the module there again), then: chmod -R o-w {(open.StartsWith(folder, StringComparison.Ordinal) ? folder : open)}");
        }
    }

    /// <summary>A sentence on what can be enabled, with a blank before it.</summary>
    public static string Installed(string modulesDirectory)
    {
        if (!Directory.Exists(modulesDirectory))
        {
            return $" The folder {modulesDirectory} itself does not exist; 'modules_directory' names it.";
        }

        var names = InstalledNames(modulesDirectory);
        return names.Length == 0 ? " No modules are installed there." : $" Installed there: {string.Join(", ", names)}.";
    }

    private static string? PackedFile(string modulesDirectory, string id) => Directory.Exists(modulesDirectory)
        ? Directory.EnumerateFiles(modulesDirectory).FirstOrDefault(file => Path.GetFileName(file).Contains(id, StringComparison.OrdinalIgnoreCase) && Path.GetExtension(file) is ".zip" or ".gz" or ".tgz" or ".tar" or ".zst" or ".xz")
        : null;

    private static string[] InstalledNames(string modulesDirectory) =>
        Directory.Exists(modulesDirectory) ? [.. Directory.GetDirectories(modulesDirectory).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)] : [];
}
