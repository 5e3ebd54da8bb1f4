using Bridges.Abstractions;

namespace Bridges.Host.Modules;

/// <summary>What one module is given.</summary>
internal sealed record ModuleHost(
    string DataDirectory, string ModuleDirectory, ILoggerFactory LoggerFactory, TimeProvider TimeProvider, IMediaConverter Media, string CommandPrefix) : IModuleHost;
