using Bridges.Core;

namespace Bridges.Host.Modules;

/// <summary>What became of the modules that the configuration enables.</summary>
internal sealed record ModuleSet(IReadOnlyList<LoadedNetwork> Loaded, IReadOnlyList<ModuleFailure> Failures);
