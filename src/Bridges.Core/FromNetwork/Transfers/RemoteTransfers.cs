using System.Net;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Brings a file to the event that holds its place.</summary>
internal sealed class RemoteTransfers(
    AccountRegistry accounts, PortalRegistry portals, MessageTable messages, RemoteFiles files, PartFiles partFiles, MessageComposer composer, Senders senders,
    SentEvents sentEvents, TimeProvider time)
{
    private static readonly TimeSpan _betweenWords = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _untilSent = TimeSpan.FromSeconds(1);

    /// <summary>Afterwards the readers are told that it does not come.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromDays(2);

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
                : RowOutcome.Nothing;
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

        var sender = await senders.ForAsync(account, portal, transfer.Message.Sender, cancellationToken);
        var context = new PartContext(account, portal, transfer.Message, part, sender, Mark(portal, transfer), lane);
        return await FillAsync(row, context, transfer, content, new EventId(holder.EventId), cancellationToken);
    }

    private async Task<RowOutcome> FillAsync(
        JournalRow row, PartContext part, JournaledTransfer transfer, MediaContent content, EventId holder, CancellationToken cancellationToken)
    {
        try
        {
            var file = await WaitAsync(part, transfer, content, holder, cancellationToken);
            if (file.Address.Value != transfer.Reserved)
            {
                await EditAsync(part, holder, "file", await partFiles.ComposeAsync(part.Composition, content, file, cancellationToken), cancellationToken);
            }
        }
        catch (Exception failure) when ((FileRefusals.ReasonOf(failure) ?? Late(row, failure)) is { } reason)
        {
            var words = await composer.StandInAsync(part.Composition, content, FileRefusals.Words(content, reason), cancellationToken);
            await EditAsync(part, holder, "refusal", words, cancellationToken);
        }

        return RowOutcome.Nothing;
    }

    private async Task<CarriedFile> WaitAsync(PartContext part, JournaledTransfer transfer, MediaContent content, EventId holder, CancellationToken cancellationToken)
    {
        var carriage = Begin(part, transfer, content);
        while (true)
        {
            try
            {
                return await carriage.Completion.WaitAsync(_betweenWords, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                if (transfer.Reserved is null)
                {
                    var words = FileRefusals.Progress(content, carriage.Bytes);
                    await EditAsync(part, holder, $"progress {carriage.Bytes}", await composer.StandInAsync(part.Composition, content, words, cancellationToken), cancellationToken);
                }
            }
            catch (MatrixException lost) when (transfer.Reserved is not null && lost.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                // The reservation has run out: a new address, and an edit that names it.
                transfer = transfer with { Reserved = null };
                carriage = Begin(part, transfer, content);
            }
        }
    }

    private FileCarriage Begin(PartContext part, JournaledTransfer transfer, MediaContent content)
    {
        var carriage = files.Begin(PartFiles.Of(part.Account, part.Message, part.Part.Id, content));
        if (transfer.Reserved is { } reserved)
        {
            carriage.TryReserve(new MxcUri(reserved), transfer.Uploader is { } uploader ? new UserId(uploader) : null);
        }

        return carriage;
    }

    private string? Late(JournalRow row, Exception failure) =>
        failure is BridgeException && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt) > _longest ? failure.Message : null;

    private async Task EditAsync(PartContext part, EventId holder, string what, RoomMessageContent content, CancellationToken cancellationToken)
    {
        var mark = part.Mark with { Id = $"{part.Mark.Id}/{what}" };
        if (await sentEvents.FindAsync(part.Portal, mark, part.Lane, cancellationToken) is not null)
        {
            return;
        }

        var edit = content.AsReplacementOf(holder) with { Additional = mark.In() };
        await senders.ActAsync(
            part.Account, part.Portal, part.Message.Sender,
            who => who.Client.SendMessageAsync(who.User, part.Room, TransactionIds.Of(part.Portal.Network, part.Portal.Chat, mark.Id), edit, timestamp: null, cancellationToken),
            cancellationToken);
    }

    private static BridgeMark Mark(PortalRow portal, JournaledTransfer transfer) =>
        BridgeMark.Message(portal, transfer.Message.Id, transfer.Part) with { IsChange = true };
}
