using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>Clients of logins that are done, until the account that is made of one takes it over.</summary>
internal sealed class FinishedLogins
{
    private readonly ConcurrentDictionary<string, (AccountId Account, TdClient Client)> _logins = new(StringComparer.Ordinal);

    public void Add(string folder, AccountId account, TdClient client) => _logins[folder] = (account, client);

    /// <returns>Null where the account was logged in earlier, or the login is taken already.</returns>
    public TdClient? Take(string folder) => _logins.TryRemove(folder, out var login) ? login.Client : null;

    /// <summary>Whether the account has just been logged in again, in another folder.</summary>
    public bool HasOther(AccountId account, string folder) =>
        _logins.Any(login => login.Value.Account == account && login.Key != folder);
}
