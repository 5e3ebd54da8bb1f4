using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Rooms;

/// <summary>
/// How many rooms strangers can make the bridge open for an account: whoever puts somebody into sixty groups must not slow
/// everybody down. What is over it waits, in its own lane; nothing is lost. What the user asks for does not count.
/// </summary>
internal sealed partial class RoomBudget(LimitsInForce limits, TimeProvider time, ILogger<RoomBudget> logger)
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(NetworkId, AccountId), Queue<DateTimeOffset>> _opened = new();

    /// <exception cref="BridgeException">It is used up for now.</exception>
    public void Take(RunningAccount account)
    {
        var opened = _opened.GetOrAdd((account.Network, account.Id), _ => new Queue<DateTimeOffset>());
        lock (opened)
        {
            var now = time.GetUtcNow();
            while (opened.TryPeek(out var oldest) && now - oldest >= _window)
            {
                opened.Dequeue();
            }

            if (opened.Count >= limits.NewRoomsInTenMinutes)
            {
                Log.UsedUp(logger, account.Network.Value, account.Id.Value, opened.Count);
                throw BridgeException.Transient("Too many new chats have come at once; this one waits for its room.", retryAfter: _window - (now - opened.Peek()));
            }

            opened.Enqueue(now);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Network} account {Account} was given {Rooms} new chats within ten minutes; further ones wait for their rooms (bridging.new_rooms_in_ten_minutes)")]
        public static partial void UsedUp(ILogger logger, string network, string account, int rooms);
    }
}
