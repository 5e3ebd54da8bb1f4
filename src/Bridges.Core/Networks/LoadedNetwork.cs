using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>A module that was loaded and created. The host registers one for each.</summary>
public sealed record LoadedNetwork(NetworkDescription Description, INetwork Network);
