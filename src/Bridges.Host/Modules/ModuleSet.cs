namespace Bridges.Host.Modules;

/// <summary>What became of the modules that the configuration enables.</summary>
internal sealed record ModuleSet(IReadOnlyList<LoadedModule> Loaded, IReadOnlyList<ModuleFailure> Failures);
