using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>A network and how it stands.</summary>
public sealed record NetworkOverview(NetworkDescription Description, NetworkHealth Health);
