using Bridges.Matrix;

namespace Bridges.Core.Identity;

/// <summary>Somebody in whose name the bridge acts on Matrix: a ghost, or a user by their double puppet.</summary>
internal sealed record MatrixSender(HomeserverClient Client, UserId User);
