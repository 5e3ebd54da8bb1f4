using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Logins;

/// <summary>How many logins may be begun: an unfinished one holds a part of its network's engine.</summary>
internal sealed class LoginLimits(TimeProvider time)
{
    /// <summary>Under way for one user at once: their oldest gives way.</summary>
    public const int UnfinishedOfUser = 3;

    private const int InAnHour = 12;
    private const int UnfinishedOfNetwork = 12;
    private const int Unfinished = 30;

    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<UserId, Queue<DateTimeOffset>> _begun = new();

    /// <param name="unfinished">The networks of those that are under way, this one not among them.</param>
    /// <exception cref="BridgeException">Not now.</exception>
    public void Take(UserId user, NetworkId network, IReadOnlyCollection<NetworkId> unfinished)
    {
        if (unfinished.Count >= Unfinished || unfinished.Count(other => other == network) >= UnfinishedOfNetwork)
        {
            throw BridgeException.Transient("Many others are logging in just now. Please try again in some minutes.");
        }

        var begun = _begun.GetOrAdd(user, _ => new Queue<DateTimeOffset>());
        lock (begun)
        {
            var now = time.GetUtcNow();
            while (begun.TryPeek(out var oldest) && now - oldest >= _hour)
            {
                begun.Dequeue();
            }

            if (begun.Count >= InAnHour)
            {
                throw BridgeException.Transient("You have begun many logins within an hour. Please wait before you begin another.");
            }

            begun.Enqueue(now);
        }
    }
}
