using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix;

/// <summary>Tells authors what of their message arrived otherwise than they wrote it, or not at all.</summary>
internal sealed class SentRemarks(HomeserverClients clients)
{
    public async Task TellAsync(MatrixEvent roomEvent, SentMessage sent, CancellationToken cancellationToken)
    {
        string?[] lines = [sent.Remark, .. sent.Refused.Select(static item => $"File {item.Index + 1} was not sent: {item.TextForUser}")];
        var words = string.Join('\n', lines.Where(static line => !string.IsNullOrWhiteSpace(line)));
        if (words.Length == 0)
        {
            return;
        }

        await clients.Main.SendMessageAsync(
            actingAs: null, roomEvent.RoomId, TransactionIds.About(roomEvent.EventId.Value, "remark"),
            RoomMessageContent.Notice(words) with { RelatesTo = MessageRelation.ReplyTo(roomEvent.EventId) }, timestamp: null, cancellationToken);
    }
}
