using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Finds what a message on the network is on Matrix. What people here do comes back from the network, perhaps before it is noted
/// what it was: such a hand-over is waited for, a few seconds.
/// </summary>
internal sealed class RemoteTargets(MessageTable messages, SendsInHand sends)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>After a restart the network must first be connected again.</summary>
    private static readonly TimeSpan _ownPatience = TimeSpan.FromSeconds(30);

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
    public Task<IReadOnlyList<MessageRow>> FindSettledAsync(PortalRow portal, RemoteMessageId message, LaneContext lane, CancellationToken cancellationToken) =>
        FindAfterAsync(portal, message, static send => send.IsCertain, _patience, lane, cancellationToken);

    /// <summary>The same for what a user's own account did: it may be what they did here before a kill, of which a network that knows repeats leaves no mark.</summary>
    public Task<IReadOnlyList<MessageRow>> FindOwnAsync(PortalRow portal, RemoteMessageId message, UserId user, LaneContext lane, CancellationToken cancellationToken) =>
        FindAfterAsync(portal, message, send => send.Sender == user, _ownPatience, lane, cancellationToken);

    private async Task<IReadOnlyList<MessageRow>> FindAfterAsync(
        PortalRow portal, RemoteMessageId message, Func<SendsInHand.Send, bool> which, TimeSpan patience, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        await sends.WaitAsync(portal.Network, portal.Chat, which, patience, cancellationToken);
        return await messages.ByRemoteAsync(portal.Network, portal.Chat, message, cancellationToken);
    }
}
