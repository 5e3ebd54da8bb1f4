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
    private const int PageSize = 100;
    private const int MaxPages = 10;

    /// <summary>The event that carries the mark, if the row may have been carried out before; else null, without a look.</summary>
    public async Task<EventId?> FindAsync(PortalRow portal, BridgeMark mark, LaneContext lane, CancellationToken cancellationToken) =>
        lane.MayHaveHappened ? await LookAsync(new RoomId(portal.RoomId!), mark, cancellationToken) : null;

    private async Task<EventId?> LookAsync(RoomId room, BridgeMark mark, CancellationToken cancellationToken)
    {
        string? from = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var messages = await clients.Main.GetMessagesAsync(
                actingAs: null, room, from, backwards: true, PageSize, cancellationToken);
            if (messages.Events.FirstOrDefault(sent => BridgeMark.Read(sent.Content) == mark && MayBeOurs(sent.Sender)) is { } found)
            {
                return found.EventId;
            }

            if (messages.End is null || messages.Events.Count == 0)
            {
                break;
            }

            from = messages.End;
        }

        return null;
    }

    /// <summary>We send as ghosts and for those who are logged in. A stranger's mark is a forgery that would swallow a message.</summary>
    private bool MayBeOurs(UserId sender) => ids.IsOurs(sender) || accounts.OwnedBy(sender).Any();
}
