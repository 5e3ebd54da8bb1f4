using Bridges.Core.Accounts;
using Bridges.Matrix;

namespace Bridges.Core.Portals.Members;

/// <summary>Who was in a room at one moment.</summary>
/// <param name="Users">Ghosts and users alike.</param>
/// <param name="Readers">The running accounts whose owners belong into the room.</param>
internal sealed record PeoplePresent(IReadOnlySet<UserId> Users, IReadOnlyList<RunningAccount> Readers);
