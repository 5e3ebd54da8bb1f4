using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Finds out whether an event was sent before a crash. The homeserver itself knows transaction ids again, but not for
/// ever and not over its own restart; the room does.
/// </summary>
internal sealed class SentEvents(HomeserverClients clients, GhostIds ids, AccountRegistry accounts)
{
    private const int PageSize = 500;

    /// <summary>More than the rows that a dead process may have left open can be, with all that people said in between.</summary>
    private const int MaxEvents = 1000;

    private const int MaxPages = 10;

    /// <summary>The event that carries the mark, if the row may have been carried out before; else null, without a look.</summary>
    public async Task<EventId?> FindAsync(PortalRow portal, BridgeMark mark, LaneContext lane, CancellationToken cancellationToken)
    {
        if (!lane.MayHaveHappened)
        {
            return null;
        }

        lane.SentBefore ??= await LookAsync(new RoomId(portal.RoomId!), cancellationToken);
        return lane.SentBefore.TryGetValue(mark, out var found) ? found : null;
    }

    private async Task<Dictionary<BridgeMark, EventId>> LookAsync(RoomId room, CancellationToken cancellationToken)
    {
        var found = new Dictionary<BridgeMark, EventId>();
        var seen = 0;
        await foreach (var page in clients.Main.ReadBackAsync(actingAs: null, room, PageSize, cancellationToken).Take(MaxPages))
        {
            foreach (var sent in page.Where(sent => MayBeOurs(sent.Sender)))
            {
                if (BridgeMark.Read(sent.Content) is { } mark)
                {
                    found.TryAdd(mark, sent.EventId);
                }
            }

            seen += page.Count;
            if (seen >= MaxEvents || page.Count == 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>We send as ghosts and for those who are logged in. A stranger's mark is a forgery that would swallow a message.</summary>
    private bool MayBeOurs(UserId sender) => ids.IsOurs(sender) || accounts.OwnedBy(sender).Any();
}
