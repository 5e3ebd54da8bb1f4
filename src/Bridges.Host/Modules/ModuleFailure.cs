using Bridges.Abstractions;

namespace Bridges.Host.Modules;

/// <summary>A module that is configured but could not be loaded.</summary>
internal sealed record ModuleFailure(NetworkId Id, string Problem, string Mend);
