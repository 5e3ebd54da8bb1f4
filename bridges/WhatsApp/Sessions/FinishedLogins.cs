using System.Collections.Concurrent;

namespace Bridges.WhatsApp.Sessions;

/// <summary>Folders of logins that are done and connected, until the account that is made of one takes it over.</summary>
internal sealed class FinishedLogins
{
    private readonly ConcurrentDictionary<string, bool> _logins = new(StringComparer.Ordinal);

    public void Add(string folder) => _logins[folder] = true;

    /// <returns>Whether it has just been logged in, so that its history is still to come.</returns>
    public bool Take(string folder) => _logins.TryRemove(folder, out _);
}
