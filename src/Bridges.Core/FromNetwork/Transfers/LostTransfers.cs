using Bridges.Abstractions;
using Bridges.Core.DoublePuppets;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Media;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Puts into the place of a file that it does not come, where it is given up: its account may be gone by then.</summary>
internal sealed class LostTransfers(
    PortalRegistry portals, MessageTable messages, EditedMessages edited, Senders senders, GhostIds ids, DoublePuppetRegistry doublePuppets, ProgressNotices notices)
{
    public async Task TellAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        if (JournaledTransfer.TryRead(row.Payload) is not { } transfer
            || transfer.Message.Parts.FirstOrDefault(part => part.Id == transfer.Part)?.Content is not MediaContent content
            || await portals.FindAsync(row.Network, transfer.Message.Chat, cancellationToken) is not { RoomId: { } room } portal
            || await HolderAsync(portal, transfer, cancellationToken) is not { IsDeleted: false } holder)
        {
            return;
        }

        var mark = transfer.MarkIn(portal);
        var place = new EventId(holder.EventId);
        await notices.EndAsync(new RoomId(room), place, cancellationToken);
        var words = FileRefusals.Words(content, reason);
        var text = RoomMessageContent.Notice(content.Caption is { } caption ? $"{words}\n{caption.Text}" : words);
        var spoken = SpokenFor.In(text, await senders.NameOfAsync(portal.Network, transfer.Message.Sender, cancellationToken));
        if ((await edited.FindAsync(holder, cancellationToken))?.Author is { } author && await AsAsync(author, cancellationToken) is { } sender)
        {
            try
            {
                await SendAsync(sender, (senders.IsBot(author) ? spoken : text).AsReplacementOf(place));
                return;
            }
            catch (MatrixException exception) when (exception.IsNotAllowed || doublePuppets.Refused(sender, exception))
            {
                // The bot says it, in answer to what holds the place.
            }
        }

        await SendAsync(senders.Bot, spoken with { RelatesTo = MessageRelation.ReplyTo(place) });

        Task<EventId> SendAsync(MatrixSender who, RoomMessageContent said) => who.Client.SendMessageAsync(
            who.User, new RoomId(room), TransactionIds.Of(portal.Network, portal.Chat, $"{mark.Id}/lost"), said with { Additional = mark.In() }, timestamp: null, cancellationToken);
    }

    private async Task<MessageRow?> HolderAsync(PortalRow portal, JournaledTransfer transfer, CancellationToken cancellationToken) =>
        (await messages.ByRemoteAsync(portal.Network, transfer.Message.Chat, transfer.Message.Id, cancellationToken)).FirstOrDefault(message => message.Part == transfer.Part);

    private async ValueTask<MatrixSender?> AsAsync(UserId author, CancellationToken cancellationToken) =>
        ids.IsOurs(author) ? senders.Bot with { User = author } : await doublePuppets.FindAsync(author, cancellationToken);
}
