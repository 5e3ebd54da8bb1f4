using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Status;

/// <summary>
/// Tells those for whom a remote message was that it cannot be shown here. Its author is out of reach: they see it sent.
/// </summary>
internal sealed class UnshownMessages(
    AccountRegistry accounts, PortalRegistry portals, GhostRegistry ghosts, ManagementRooms rooms, HomeserverClients clients, NetworkCatalog networks)
{
    public async Task TellAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        if (JournaledRemoteEvent.TryRead(row) is not { Event: RemoteMessage message } journaled)
        {
            return;
        }

        var name = (await ghosts.FindAsync(row.Network, message.Sender, cancellationToken))?.Name ?? message.Sender.Value;
        var text = $"⚠ A message from {name} on {networks.NameOf(row.Network)} cannot be shown here. {reason}";
        if (await portals.FindAsync(row.Network, message.Chat, cancellationToken) is { RoomId: { } room })
        {
            await clients.Main.SendMessageAsync(
                actingAs: null, new RoomId(room), TransactionIds.Of(row.Network, message.Chat, $"unshown:{message.Id}:{row.CreatedAt}"),
                RoomMessageContent.Notice(text), timestamp: null, cancellationToken);
        }
        else if (accounts.Find(row.Network, journaled.Account) is { } account)
        {
            await rooms.TellAsync(account.Owner, BotText.Of($"{text}"), cancellationToken);
        }
    }
}
