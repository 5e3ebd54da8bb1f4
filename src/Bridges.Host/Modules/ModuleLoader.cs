using System.Reflection;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Core.Media;
using Bridges.Host.Configuration;

namespace Bridges.Host.Modules;

/// <summary>Loads the modules that the configuration enables. One that fails is reported; the others are not concerned.</summary>
internal sealed partial class ModuleLoader(ConfigurationFile configuration, ILoggerFactory loggerFactory, TimeProvider timeProvider)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<ModuleLoader>();

    /// <summary>How long a module may take to be created, which is to do nothing yet. Default: 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What modules convert files with.</summary>
    public IMediaConverter Media { get; init; } = new NoMediaConverter();

    public ModuleSet LoadEnabled()
    {
        var loaded = new List<LoadedNetwork>();
        var failures = new List<ModuleFailure>();
        foreach (var (id, network) in configuration.Value.Networks.Where(pair => pair.Value.Enabled))
        {
            try
            {
                loaded.Add(LoadInTime(id, network));
                Log.Loaded(_logger, id);
            }
            catch (ModuleLoadException exception)
            {
                failures.Add(new ModuleFailure(new NetworkId(id), exception.Message, exception.Mend));
                Log.NotLoaded(_logger, id, exception.Message, exception.Mend, exception.InnerException);
            }
        }

        if (loaded.Count == 0 && failures.Count == 0)
        {
            Log.NoneEnabled(_logger, configuration.FilePath, ModuleFolder.Installed(configuration.Value.ModulesDirectory));
        }

        return new ModuleSet(loaded, failures);
    }

    private LoadedNetwork LoadInTime(string id, NetworkConfiguration network)
    {
        // On a thread of its own: one that hangs takes none of those that all others share, and none of them has to be free for it.
        var loading = Task.Factory.StartNew(() => Load(id, network), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([loading], Patience) == 0
            ? loading.GetAwaiter().GetResult()
            : throw new ModuleLoadException(
                $"The module did not return within {Patience.TotalSeconds:0.#} s while it was created.", "This is for the module's author to mend.");
    }

    private LoadedNetwork Load(string id, NetworkConfiguration network)
    {
        var assemblyPath = ModuleFolder.FindAssembly(configuration.Value.ModulesDirectory, id);
        ModuleFolder.RefuseOpen(Path.GetDirectoryName(assemblyPath)!);
        var context = new ModuleLoadContext(assemblyPath);
        try
        {
            var module = CreateModule(id, context, assemblyPath);
            var options = BindOptions(id, network, module);
            return new LoadedNetwork(module.Network, module.Create(CreateHost(id, assemblyPath), options));
        }
        catch (Exception exception)
        {
            context.Unload();
            throw Explain(id, exception, Path.GetDirectoryName(assemblyPath)!);
        }
    }

    private static IBridgeModule CreateModule(string id, ModuleLoadContext context, string assemblyPath)
    {
        var candidates = context.LoadModule().GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBridgeModule)))
            .ToList();
        if (candidates is not [var type] || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new ModuleLoadException(
                $"{Path.GetFileName(assemblyPath)} must have exactly one public class that implements IBridgeModule and has a constructor without parameters; it has {candidates.Count} that implement it.",
                "This is for the module's author to mend.");
        }

        var module = (IBridgeModule)Activator.CreateInstance(type)!;
        return module.Network.Id.Value == id
            ? module
            : throw new ModuleLoadException(
                $"The folder '{id}' contains the module for '{module.Network.Id}'.",
                $"Name the folder and the configuration's section '{module.Network.Id}'.");
    }

    private static object BindOptions(string id, NetworkConfiguration network, IBridgeModule module)
    {
        var problems = new ConfigurationProblems();
        var options = new StrictBinder(problems).BindSection(module.OptionsType, network.Options, SectionOf(id));
        problems.ThrowIfAny();
        return options;
    }

    private ModuleHost CreateHost(string id, string assemblyPath)
    {
        var data = Path.Combine(configuration.Value.DataDirectory, id);
        try
        {
            PrivateFiles.CreateDirectory(data);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModuleLoadException(
                $"The folder for the module's own files, {data}, cannot be made: {exception.Message}",
                $"chown USER {configuration.Value.DataDirectory}   (the user that runs Bridges), or name another place in 'data_directory'.", exception);
        }

        return new ModuleHost(data, Path.GetDirectoryName(assemblyPath)!, loggerFactory, timeProvider, Media, configuration.Value.Bridging.CommandPrefix);
    }

    private ModuleLoadException Explain(string id, Exception exception, string folder) => exception switch
    {
        ModuleLoadException known => known,
        ConfigurationException { Problems: var problems } => new ModuleLoadException(
            string.Join(Environment.NewLine, problems), $"Correct '{SectionOf(id)}' in {configuration.FilePath}."),
        ModuleConfigurationException options => new ModuleLoadException(
            configuration.ProblemAt($"{SectionOf(id)}.{options.Key}", options.Message).ToString(), $"Correct '{SectionOf(id)}.{options.Key}' in {configuration.FilePath}."),
        TargetInvocationException { InnerException: { } inner } => Explain(id, inner, folder),
        FileLoadException { InnerException: ModuleLoadException known } => known,
        FileNotFoundException { FileName: { } missing } => new ModuleLoadException(
            $"The module needs {missing}, which is not in {folder}.", "Copy the whole output of 'dotnet publish' of the module into its folder."),
        BadImageFormatException => new ModuleLoadException(
            $"The module's assembly in {folder} is damaged or no .NET assembly.", "Copy the module into its folder again.", exception),
        TypeLoadException or MissingMemberException => new ModuleLoadException(
            $"The module was built for another version of this host: {exception.Message}", "Use a build of the module for this host.", exception),
        _ => new ModuleLoadException(
            $"The module failed while it was created: {exception.Message}", "The log of 'bridges run' has the details; the module's author can mend it.", exception),
    };

    private static string SectionOf(string id) => $"networks.{id}";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Loaded the module {Module}")]
        public static partial void Loaded(ILogger logger, string module);

        [LoggerMessage(2, LogLevel.Error, "The module {Module} is not loaded; everything else runs. {Problem} {Mend}")]
        public static partial void NotLoaded(ILogger logger, string module, string problem, string mend, Exception? exception);

        [LoggerMessage(3, LogLevel.Warning, "No network is enabled, so nothing is bridged. Name one under 'networks' in {File}.{Installed}")]
        public static partial void NoneEnabled(ILogger logger, string file, string installed);
    }
}
