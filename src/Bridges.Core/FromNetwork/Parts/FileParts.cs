using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>
/// Parts that are files. The chat waits a little for the file; what takes longer goes on as a transfer of its own, and the chat goes on
/// with an event that holds its place.
/// </summary>
internal sealed class FileParts(
    RemoteFiles files, PartFiles partFiles, FileStandIns standIns, TransferRows transfers, ContactCards cards, LimitsInForce limits, TimeProvider time)
{
    /// <summary>After so many vain tries the chat goes on without the file.</summary>
    private const int PatientAttempts = 2;

    /// <summary>Null: the part is no file.</summary>
    public async Task<RoomMessageContent?> ComposeAsync(PartContext part, CancellationToken cancellationToken)
    {
        if (part.Part.Content is ContactsContent contacts)
        {
            return await cards.ComposeAsync(part.Composition, contacts, cancellationToken);
        }

        if (part.Part.Content is not MediaContent content)
        {
            return null;
        }

        if (await transfers.FindAsync(part, cancellationToken) is { } begun)
        {
            // Before a crash the chat had gone on without the file.
            return await standIns.OfComingAsync(part, content, begun.Reserved, cancellationToken);
        }

        var carriage = files.Begin(PartFiles.Of(part.Account, part.Message, part.Part.Id, content));
        try
        {
            var file = await carriage.Completion.WaitAsync(limits.FilePatience, time, cancellationToken);
            return await partFiles.ComposeAsync(part.Composition, content, file, cancellationToken);
        }
        catch (TimeoutException)
        {
            return await GoOnWithoutAsync(part, content, carriage, cancellationToken);
        }
        catch (BridgeException later) when (later.Kind == FailureKind.Transient && part.Lane.Current?.Attempts >= PatientAttempts)
        {
            return await GoOnWithoutAsync(part, content, carriage: null, cancellationToken);
        }
        catch (Exception refusal) when (FileRefusals.ReasonOf(refusal) is { } reason)
        {
            return await standIns.OfRefusedAsync(part, content, reason, cancellationToken);
        }
    }

    private async Task<RoomMessageContent> GoOnWithoutAsync(PartContext part, MediaContent content, FileCarriage? carriage, CancellationToken cancellationToken)
    {
        var reserved = carriage is null ? null : await transfers.ReserveAsync(part, content, carriage, cancellationToken);
        await transfers.AppendAsync(part, reserved, cancellationToken);
        return await standIns.OfComingAsync(part, content, reserved?.Value, cancellationToken);
    }
}
