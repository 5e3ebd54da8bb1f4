using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Tells what the bridge sent in a user's name from what they said themselves. Both may carry the mark: clients copy it when they forward
/// a message. The row that sent it may not have ended yet, in the chat's lane; only that one is waited for.
/// </summary>
internal sealed class OwnEvents(MessageTable sent, Journal journal, RowWaits waits)
{
    public enum Origin
    {
        Person,
        Bridge,

        /// <summary>The message that the mark names is still being sent.</summary>
        Unknown,
    }

    public async ValueTask<Origin> JudgeAsync(JournalRow row, PortalRow? portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (BridgeMark.Read(roomEvent.Content) is not { } mark)
        {
            return Origin.Person;
        }

        await lane.SettleAsync();
        if (await WasSentAsync(roomEvent, cancellationToken))
        {
            return Origin.Bridge;
        }

        if (portal is null || mark.MessageOf(portal) is not { } message)
        {
            return Origin.Person;
        }

        var hasEnded = await waits.WaitAsync(
            row, () => journal.FindBySourceAsync(portal.Network, SourceKeys.Of(portal.Network, portal.Chat, message), cancellationToken), RowWaits.Limit, cancellationToken);
        return !hasEnded ? Origin.Unknown
            : await WasSentAsync(roomEvent, cancellationToken) ? Origin.Bridge
            : Origin.Person;
    }

    private async Task<bool> WasSentAsync(MatrixEvent roomEvent, CancellationToken cancellationToken) =>
        await sent.ByEventAsync(roomEvent.EventId.Value, cancellationToken) is not [];
}
