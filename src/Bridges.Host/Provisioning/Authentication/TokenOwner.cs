using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Whose a token is.</summary>
/// <param name="User">Null: nobody's.</param>
/// <param name="IsKnown">False where the homeserver did not say.</param>
internal readonly record struct TokenOwner(UserId? User, bool IsKnown);
