using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Reads messages so that a large or slow file holds back nobody: it steps aside into a lane of its own, where it has hours.</summary>
internal sealed class UnhurriedReading(MessageReader reader, MatrixFiles files, FilesUnderWay underWay, ProgressNotices notices, ViewOnceWishes viewOnce, LimitsInForce limits, TimeProvider time)
{
    /// <summary>What is larger steps aside at once.</summary>
    private const long Large = 8_000_000;

    public static string LaneOf(JournalRow row) => $"{LaneKey.Transfer}{row.Id}";

    public static bool IsToStepAside(JournalRow row, RoomMessageContent? content) =>
        !LaneKey.IsTransfer(row.Lane) && content is not null && HasFile(content) && content.Info?.Size > Large;

    /// <summary>Before it may step aside: a file that is to be looked at once is the next one that was sent, not the next that is read.</summary>
    public Task ArriveAsync(RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent? content, CancellationToken cancellationToken) =>
        content is { Replaces: null } && roomEvent.Type != EventTypes.Sticker && HasFile(content) ? viewOnce.BeginAsync(account, chat, roomEvent, cancellationToken) : Task.CompletedTask;

    /// <summary>Null: there is no file in it.</summary>
    public FileUnderWay? Begin(RunningAccount account, MatrixEvent roomEvent, RoomMessageContent? content) => content is not null && HasFile(content)
        ? underWay.Begin(roomEvent.Sender, content.GivenFileName, content.Info?.Size, account.Network, account.NetworkName, isToMatrix: false)
        : null;

    /// <inheritdoc cref="ReadInTimeAsync"/>
    public async Task<MessageContent?> ReadAsync(
        JournalRow row, RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent? content, FileUnderWay? file, CancellationToken cancellationToken) =>
        await ReadInTimeAsync(row, account, chat, roomEvent, content, file, cancellationToken) is { } read
            ? await viewOnce.MarkAsync(account, chat, roomEvent.EventId, read, cancellationToken)
            : null;

    /// <summary>The file has arrived, or never will.</summary>
    public void Forget(MatrixEvent roomEvent, RoomMessageContent? content)
    {
        if (content is not null && (HasFile(content.Said) || PreviewReader.HasPictures(content.Said)))
        {
            files.Forget(roomEvent.EventId);
        }
    }

    /// <summary>Null: it takes longer than those behind it should wait.</summary>
    /// <exception cref="BridgeException">It cannot be carried over, or not now.</exception>
    private async Task<MessageContent?> ReadInTimeAsync(
        JournalRow row, RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent? content, FileUnderWay? file, CancellationToken cancellationToken)
    {
        if (file is null || LaneKey.IsTransfer(row.Lane))
        {
            var read = reader.ReadAsync(account, chat, roomEvent, content, file, cancellationToken);
            return file is null
                ? await read
                : await notices.WhileAsync(roomEvent.RoomId, roomEvent.EventId, () => file.Words, read, static failure => failure is BridgeException { Kind: FailureKind.Permanent }, cancellationToken);
        }

        using var patience = new CancellationTokenSource(limits.FilePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await reader.ReadAsync(account, chat, roomEvent, content, file, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            file.IsDone = null;
            return null;
        }
    }

    private static bool HasFile(RoomMessageContent content) =>
        content.Url is not null || content.File is not null || Gallery.ItemsOf(content).Count > 0;
}
