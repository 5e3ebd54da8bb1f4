using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>A network that is to be bridged, but whose module could not be loaded. The host registers one for each.</summary>
public sealed record UnloadedNetwork(NetworkId Id);
