using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>The ways to the homeserver: as the bot and its ghosts, and as the homeserver's own users.</summary>
/// <param name="Main">With the token of the main registration.</param>
/// <param name="DoublePuppet">With the token of the companion registration; null where double puppets are off.</param>
public sealed record HomeserverClients(HomeserverClient Main, HomeserverClient? DoublePuppet);
