using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Carries the edit of a remote message over (<c>m.replace</c>).</summary>
internal sealed class RemoteEdits(
    MessageTable messages, Senders senders, EditComposer composer, SentEvents sentEvents, HomeserverClients clients, ICheckpoints checkpoints)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteEdit edit, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var originals = await messages.ByRemoteAsync(portal.Network, portal.Chat, edit.Target, cancellationToken);
        var writes = new List<Statement>();
        foreach (var part in edit.Parts)
        {
            // The echo of an edit made here has the version that is known already.
            if (originals.FirstOrDefault(row => row.Part == part.Id) is not { IsDeleted: false } original || original.Version >= edit.Version)
            {
                continue;
            }

            var mark = BridgeMark.Edit(portal, edit.Target, part.Id, edit.Version);
            if (await sentEvents.FindAsync(portal, mark, lane, cancellationToken) is null)
            {
                await SendAsync(account, portal, edit, part, original, mark, cancellationToken);
            }

            writes.Add(MessageTable.SetVersion(portal.Network, portal.Chat, edit.Target, part.Id, edit.Version));
        }

        return new RowOutcome.Finished(writes);
    }

    private async Task SendAsync(
        RunningAccount account, PortalRow portal, RemoteEdit edit, MessagePart part, MessageRow original, BridgeMark mark, CancellationToken cancellationToken)
    {
        var sender = await senders.ForAsync(account, portal.Chat, edit.Sender, edit.FromSelf, cancellationToken);
        var replacement = await composer.ComposeAsync(account, edit, part, cancellationToken);
        var target = new EventId(original.EventId);
        // Of a long message from Matrix, which is several on the network, the text of one cannot stand for all.
        var content = await IsPieceAsync(original, cancellationToken)
            ? replacement with { RelatesTo = MessageRelation.ReplyTo(target), Additional = mark.In() }
            : replacement.AsReplacementOf(target) with { Additional = mark.In() };
        var room = new RoomId(portal.RoomId!);
        checkpoints.Reached(Checkpoint.EventSending);
        await clients.Main.AsMemberAsync(
            room, sender,
            who => who.Client.SendMessageAsync(
                who.User, room, TransactionIds.Of(portal.Network, portal.Chat, mark.Id), content, edit.Timestamp, cancellationToken),
            cancellationToken);
        checkpoints.Reached(Checkpoint.EventSent);
    }

    private async Task<bool> IsPieceAsync(MessageRow message, CancellationToken cancellationToken) =>
        (await messages.ByEventAsync(message.EventId, cancellationToken)).Any(other => !other.IsDeleted && other.Message != message.Message);
}
