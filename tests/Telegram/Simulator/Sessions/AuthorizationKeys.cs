using System.Collections.Concurrent;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>Every key that was ever agreed on; kept until the simulator ends, so that clients can restart without a login.</summary>
internal sealed class AuthorizationKeys
{
    private readonly ConcurrentDictionary<long, AuthorizationKey> keys = new();

    public void Add(AuthorizationKey key) => keys[key.Id] = key;

    public void Remove(AuthorizationKey key) => keys.TryRemove(key.Id, out _);

    public AuthorizationKey? Find(long id) => keys.GetValueOrDefault(id);

    public IReadOnlyList<AuthorizationKey> Of(Person owner) =>
        [.. keys.Values.Where(key => !key.Temporary && key.Owner == owner).OrderBy(key => key.Created)];
}
