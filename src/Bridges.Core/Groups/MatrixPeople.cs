using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;

namespace Bridges.Core.Groups;

/// <summary>Who a Matrix user is on a network: the person of a ghost, or of their own login there.</summary>
internal sealed class MatrixPeople(GhostIds ids, AccountRegistry accounts)
{
    /// <summary>Whether they are themselves on Matrix, and not a ghost of ours.</summary>
    public bool IsUser(UserId user) => !ids.IsOurs(user);

    /// <summary>Null for who is nobody there.</summary>
    public RemoteUserId? Of(NetworkId network, UserId user) => ids.TryParse(user, out var of, out var person)
        ? of == network ? person : null
        : accounts.OwnedBy(user).FirstOrDefault(account => account.Network == network)?.Account.Self;
}
