using Bridges.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bridges.ModuleKit;

/// <summary>A module's surroundings in a test: a data folder, and a module folder whose <c>engine</c> is the folder of the test program.</summary>
public sealed class ModuleHost : IModuleHost
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

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public IMediaConverter Media { get; init; } = new NoMedia();
}
