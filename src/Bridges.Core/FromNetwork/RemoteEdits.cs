using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Choices;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Carries the edit of a remote message over (<c>m.replace</c>).</summary>
internal sealed class RemoteEdits(
    OwnEchoes echoes, RemoteTargets targets, EditedMessages edited, EditComposer composer, SentEvents sentEvents, Senders senders, SenderActions actions)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteEdit edit, LaneContext lane, CancellationToken cancellationToken)
    {
        if (await echoes.WaitAsync(lane.Current!, account, edit, cancellationToken) is { } waiting)
        {
            return waiting;
        }

        var originals = await targets.FindAsync(portal, edit.Target, lane, cancellationToken);
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
            if (edit.Choices is { } choices)
            {
                writes.Add(ChoiceTable.Upsert(new MessageKey(portal.Network, portal.Chat, edit.Target), ChoiceLists.Write(choices)));
            }
        }

        return new RowOutcome.Finished(writes);
    }

    private async Task SendAsync(
        RunningAccount account, PortalRow portal, RemoteEdit edit, MessagePart part, MessageRow original, BridgeMark mark, CancellationToken cancellationToken)
    {
        var target = new EventId(original.EventId);
        var shown = await edited.FindAsync(original, cancellationToken);
        var replacement = await composer.ComposeAsync(account, edit, part, shown?.Surroundings, cancellationToken);
        if (shown is not null && senders.IsBot(shown.Author))
        {
            replacement = SpokenFor.In(replacement, await senders.NameOfAsync(account.Network, edit.Sender, cancellationToken));
        }

        if (shown?.LooksLike(replacement) == true)
        {
            return;
        }

        // Of a long message from Matrix, which is several on the network, the text of one cannot stand for all; and clients heed only an edit by who said it.
        var mayEdit = shown is null || await senders.MayEditAsync(account, portal, edit.Sender, original.Sender, shown.Author, cancellationToken);
        var content = !mayEdit || await edited.IsPieceAsync(original, cancellationToken)
            ? replacement with { RelatesTo = MessageRelation.ReplyTo(target), Additional = mark.In() }
            : replacement.AsReplacementOf(target) with { Additional = mark.In() };
        var room = new RoomId(portal.RoomId!);
        await actions.ActAsAuthorAsync(
            account, portal, edit.Sender, mayEdit ? shown?.Author : null,
            who => who.Client.SendMessageAsync(
                who.User, room, TransactionIds.Of(portal.Network, portal.Chat, mark.Id), content, edit.Timestamp, cancellationToken),
            cancellationToken);
    }
}
