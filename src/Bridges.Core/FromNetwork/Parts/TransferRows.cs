using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Makes a row of its own of a file that its chat does not wait for.</summary>
internal sealed class TransferRows(Journal journal, HomeserverClients clients, ICheckpoints checkpoints)
{
    /// <summary>The transfer that was begun for the part before; null: none was.</summary>
    public async Task<JournaledTransfer?> FindAsync(PartContext part, CancellationToken cancellationToken) =>
        part.Lane.MayHaveHappened && await journal.FindBySourceAsync(part.Portal.Network, SourceOf(part), cancellationToken) is { } row
            ? JournaledTransfer.TryRead(row.Payload)
            : null;

    /// <summary>Reserves where the file will lie, so that the event can name it; null: this cannot be done here, or not for this file.</summary>
    public async Task<MxcUri?> ReserveAsync(PartContext part, MediaContent content, FileCarriage carriage, CancellationToken cancellationToken)
    {
        // What is converted is not known beforehand, and another user's own account has no business in our media.
        if (content.Kind is MediaKind.Sticker or MediaKind.Voice || content.File.ContentType is null || part.Sender.Client != clients.Main)
        {
            return null;
        }

        var reservation = await clients.Main.ReserveMediaAsync(part.Sender.User, cancellationToken);
        checkpoints.Reached(Checkpoint.TransferReserved);
        return reservation is not null && carriage.TryReserve(reservation.Address, part.Sender.User) ? reservation.Address : null;
    }

    public async Task AppendAsync(PartContext part, MxcUri? reserved, CancellationToken cancellationToken)
    {
        var transfer = new JournaledTransfer(part.Account.Id, part.Message, part.Part.Id, reserved?.Value, reserved is null ? null : part.Sender.User.Value);
        await journal.AppendAsync(
            [new NewJournalRow(TransferLane.Of(SourceOf(part)), JournalDirection.FromNetwork, part.Portal.Network, SourceOf(part), transfer.Serialize())],
            transactionId: null, cancellationToken);
        checkpoints.Reached(Checkpoint.TransferNoted);
    }

    private static string SourceOf(PartContext part) => $"transfer/{TransactionIds.Of(part.Portal.Network, part.Portal.Chat, part.Mark.Id)}";
}
