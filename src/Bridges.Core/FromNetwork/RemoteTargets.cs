using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Finds what a message on the network is on Matrix. What people here do comes back from the network, perhaps before it is noted
/// what it was: such a hand-over is waited for, half a minute at most: after a restart the network must first be connected again.
/// </summary>
internal sealed class RemoteTargets(MessageTable messages, SendsInHand sends)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>All its parts; none where it is not known.</summary>
    public async Task<IReadOnlyList<MessageRow>> FindAsync(PortalRow portal, RemoteMessageId message, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var rows = await messages.ByRemoteAsync(portal.Network, portal.Chat, message, cancellationToken);
        return rows.Count > 0 || !sends.WasUsed(portal.Network, portal.Chat)
            ? rows
            : await FindSettledAsync(portal, message, lane, cancellationToken);
    }

    /// <summary>All its parts as they are once what people here did in the chat a moment ago is noted.</summary>
    public async Task<IReadOnlyList<MessageRow>> FindSettledAsync(PortalRow portal, RemoteMessageId message, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        await sends.WaitAsync(portal.Network, portal.Chat, static _ => true, _patience, cancellationToken);
        return await messages.ByRemoteAsync(portal.Network, portal.Chat, message, cancellationToken);
    }
}
