using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Says what the network itself says in a chat: by the bot, as nobody said it.</summary>
internal sealed class RemoteNotices(SentEvents sentEvents, HomeserverClients clients)
{
    public async Task<RowOutcome> BridgeAsync(
        PortalRow portal, RemoteNotice notice, JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var mark = BridgeMark.Notice(portal, notice.Id?.Value ?? $"row {row.Id}");
        if (await sentEvents.FindAsync(portal, mark, lane, cancellationToken) is null)
        {
            var body = MatrixHtml.FromRichText(notice.Text, _ => null);
            var content = RoomMessageContent.Notice(body.Body) with
            {
                Format = body.FormattedBody is null ? null : RoomMessageContent.HtmlFormat,
                FormattedBody = body.FormattedBody,
            };
            await clients.Main.SendMessageAsync(
                actingAs: null, new RoomId(portal.RoomId!), TransactionIds.Of(portal.Network, portal.Chat, mark.Id),
                content with { Additional = mark.In() }, notice.Timestamp, cancellationToken);
        }

        return RowOutcome.Nothing;
    }
}
