using System.Collections.Concurrent;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Login;

/// <summary>Clients of logins that are done, until the account that is made of one takes it over.</summary>
internal sealed class FinishedLogins
{
    private readonly ConcurrentDictionary<string, TdClient> _clients = new(StringComparer.Ordinal);

    public void Add(string folder, TdClient client) => _clients[folder] = client;

    /// <returns>Null where the account was logged in earlier.</returns>
    public TdClient? Take(string folder) => _clients.TryRemove(folder, out var client) ? client : null;
}
