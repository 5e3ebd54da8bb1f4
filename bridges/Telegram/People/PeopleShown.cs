using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Telegram.People;

/// <summary>The people that the host was told of by name, so that it wants to know when they change.</summary>
internal sealed class PeopleShown
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<RemoteUserId, byte> _users = new();

    public void Add(RemoteUserId user)
    {
        if (_users.Count < Most)
        {
            _users.TryAdd(user, 0);
        }
    }

    public bool Contains(RemoteUserId user) => _users.ContainsKey(user);
}
