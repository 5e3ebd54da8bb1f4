using Bridges.Abstractions;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Tests.Beds;

/// <summary>The module's surroundings: its engine is run from its sources.</summary>
internal sealed class SignalHost(string folder) : IModuleHost
{
    public string DataDirectory { get; } = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;

    public string ModuleDirectory { get; } = RepositoryRoot.Combine("bridges", "Signal");

    public ILoggerFactory LoggerFactory { get; } = new TestOutputLoggers();

    public TimeProvider TimeProvider => TimeProvider.System;

    public IMediaConverter Media { get; } = new NoMedia();
}
