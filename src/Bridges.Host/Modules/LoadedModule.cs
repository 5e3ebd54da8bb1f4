using Bridges.Abstractions;

namespace Bridges.Host.Modules;

/// <summary>A module that was loaded, with the network that it created.</summary>
internal sealed record LoadedModule(NetworkDescription Description, INetwork Network);
