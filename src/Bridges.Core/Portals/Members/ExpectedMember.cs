using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Portals.Members;

/// <param name="Level">The power level that is theirs in the room.</param>
/// <param name="Ghost">Whose ghost it is; null of a user of the homeserver.</param>
internal sealed record ExpectedMember(UserId User, int Level, RemoteUserId? Ghost);
