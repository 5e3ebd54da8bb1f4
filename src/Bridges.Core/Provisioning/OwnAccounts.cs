using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <summary>Which of a user's accounts does what is asked for.</summary>
internal static class OwnAccounts
{
    /// <param name="account">Null: the user's first on the network.</param>
    /// <param name="missing">What cannot be done, up to the network's name.</param>
    /// <exception cref="NoSuchAccountException">The user has none.</exception>
    /// <exception cref="NotSupportedException">It cannot do it.</exception>
    public static (RunningAccount Account, T Ability) Able<T>(this AccountRegistry accounts, UserId user, NetworkId network, AccountId? account, string missing)
        where T : class
    {
        var running = accounts.OwnedBy(user).FirstOrDefault(own => own.Network == network && (account is null || own.Id == account))
            ?? throw new NoSuchAccountException();
        return running.Account is T ability ? (running, ability) : throw new NotSupportedException($"{missing} {running.NetworkName}.");
    }
}
