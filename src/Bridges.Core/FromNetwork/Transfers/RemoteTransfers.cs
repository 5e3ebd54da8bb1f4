using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Brings a file to the event that holds its place.</summary>
internal sealed class RemoteTransfers(
    AccountRegistry accounts, PortalRegistry portals, MessageTable messages, Senders senders, TransferFilling filling, NetworkCatalog networks)
{
    private static readonly TimeSpan _untilSent = TimeSpan.FromSeconds(1);

    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        if (JournaledTransfer.TryRead(row.Payload) is not { } transfer
            || transfer.Message.Parts.FirstOrDefault(part => part.Id == transfer.Part) is not { Content: MediaContent content } part)
        {
            return new RowOutcome.GiveUp("The journaled transfer cannot be read.");
        }

        if (accounts.Find(row.Network, transfer.Account) is not { } account)
        {
            return await accounts.IsStoredAsync(row.Network, transfer.Account, cancellationToken)
                ? new RowOutcome.TryAgain("The account that it came for is not running.")
                : new RowOutcome.Refused($"The account on {networks.NameOf(row.Network)} for which it came is logged out.");
        }

        var known = await messages.ByRemoteAsync(row.Network, transfer.Message.Chat, transfer.Message.Id, cancellationToken);
        if (known.FirstOrDefault(message => message.Part == transfer.Part) is not { } holder)
        {
            return new RowOutcome.TryAgain("The event that holds its place is not sent yet.", _untilSent);
        }

        if (holder.IsDeleted || holder.Version > transfer.Message.Version
            || await portals.FindAsync(row.Network, transfer.Message.Chat, cancellationToken) is not { RoomId: not null } portal)
        {
            return RowOutcome.Nothing;
        }

        var sender = await senders.ForMessageAsync(account, portal, transfer.Message.Sender, cancellationToken);
        var context = new PartContext(account, portal, transfer.Message, part, sender, transfer.MarkIn(portal), lane);
        return await filling.FillAsync(row, context, transfer, content, holder, cancellationToken);
    }
}
