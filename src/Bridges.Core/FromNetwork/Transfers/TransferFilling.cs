using System.Net;
using Bridges.Abstractions;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Waits for a file, tells how far it has come, and puts it where its place is held, or words why it does not come.</summary>
internal sealed class TransferFilling(RemoteFiles files, PartFiles partFiles, MessageComposer composer, TransferEdits edits, ProgressNotices notices, ICheckpoints checkpoints, TimeProvider time)
{
    /// <summary>Afterwards the readers are told that it does not come.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromDays(2);

    public async Task<RowOutcome> FillAsync(
        JournalRow row, PartContext part, JournaledTransfer transfer, MediaContent content, MessageRow holder, CancellationToken cancellationToken)
    {
        try
        {
            var file = await WaitAsync(part, transfer, content, holder, cancellationToken);
            if (file.Address.Value != transfer.Reserved)
            {
                await edits.EndAsync(part, holder, "file", await partFiles.ComposeAsync(part.Composition, content, file, cancellationToken), cancellationToken);
            }
        }
        catch (Exception failure) when ((FileRefusals.ReasonOf(failure) ?? Late(row, failure)) is { } reason)
        {
            var words = await composer.StandInAsync(part.Composition, content, FileRefusals.Words(content, reason), cancellationToken);
            await edits.EndAsync(part, holder, "refusal", words, cancellationToken);
        }

        checkpoints.Reached(Checkpoint.TransferFilled);
        return RowOutcome.Nothing;
    }

    private static bool IsLost(Exception failure) => failure is MatrixException { Status: HttpStatusCode.NotFound or HttpStatusCode.Forbidden };

    private async Task<CarriedFile> WaitAsync(PartContext part, JournaledTransfer transfer, MediaContent content, MessageRow holder, CancellationToken cancellationToken)
    {
        var carriage = Begin(part, transfer, content);
        if (transfer.Reserved is not null)
        {
            try
            {
                return await notices.WhileAsync(
                    part.Room, new EventId(holder.EventId), () => carriage.Words ?? "A file is on its way …", carriage.Completion, failure => FileRefusals.ReasonOf(failure) is not null || IsLost(failure), cancellationToken);
            }
            catch (MatrixException lost) when (IsLost(lost))
            {
                // The reservation has run out: a new address, and an edit that names it.
                carriage = Begin(part, transfer with { Reserved = null }, content);
            }
        }

        for (var said = 0; ; said++)
        {
            try
            {
                return await carriage.Completion.WaitAsync(ProgressNotices.PauseAfter(said), time, cancellationToken);
            }
            catch (TimeoutException) when (!carriage.Completion.IsCompleted)
            {
                var words = await composer.StandInAsync(part.Composition, content, FileRefusals.Progress(content, carriage.Bytes), cancellationToken);
                await edits.TellAsync(part, holder, $"progress {carriage.Bytes}", words, cancellationToken);
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
}
