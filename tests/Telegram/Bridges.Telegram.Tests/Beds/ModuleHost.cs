using Bridges.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>A module's surroundings: a data folder, and a module folder in which the engine is.</summary>
internal sealed class ModuleHost : IModuleHost
{
    public ModuleHost(string folder)
    {
        DataDirectory = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        ModuleDirectory = Directory.CreateDirectory(Path.Combine(folder, "module")).FullName;
        var engine = Path.Combine(ModuleDirectory, "engine");
        if (!Directory.Exists(engine))
        {
            Directory.CreateSymbolicLink(engine, AppContext.BaseDirectory);
        }
    }

    public string DataDirectory { get; }

    public string ModuleDirectory { get; }

    public ILoggerFactory LoggerFactory { get; init; } = new TestOutputLoggers();

    public IMediaConverter Media { get; init; } = new NoMedia();

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
