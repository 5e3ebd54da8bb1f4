using Bridges.Core.Caching;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Polls;

/// <summary>What polls ask. The room knows; it is asked once for a poll, however often its result changes.</summary>
internal sealed class PollQuestions(HomeserverClients clients) : IDisposable
{
    private readonly BoundedCache<EventId, string> _known = new(1024);

    /// <summary>Null: the room does not show it.</summary>
    public async Task<string?> OfAsync(RoomId room, EventId poll, CancellationToken cancellationToken)
    {
        if (_known.TryGet(poll, out var known))
        {
            return known;
        }

        var asked = await clients.Main.GetEventAsync(actingAs: null, room, poll, cancellationToken);
        if (asked is null || PollStart.TryParse(asked.Content) is not { } start)
        {
            return null;
        }

        _known.Set(poll, start.Question);
        return start.Question;
    }

    public void Dispose() => _known.Dispose();
}
