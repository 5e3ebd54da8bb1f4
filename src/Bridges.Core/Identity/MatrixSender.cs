using Bridges.Matrix;

namespace Bridges.Core.Identity;

/// <summary>Somebody in whose name the bridge acts on Matrix: a ghost, or a user by their double puppet.</summary>
internal sealed record MatrixSender(HomeserverClient Client, UserId User)
{
    /// <summary>A ghost that has only just come into being, so that it is in no room yet.</summary>
    public bool IsNew { get; init; }
}
