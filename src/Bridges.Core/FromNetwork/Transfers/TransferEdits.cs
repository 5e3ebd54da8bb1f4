using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Edits the event that holds the place of a file.</summary>
internal sealed class TransferEdits(SenderActions actions, SentEvents sentEvents)
{
    /// <param name="what">Names the edit: it is made once.</param>
    public async Task EditAsync(PartContext part, EventId holder, string what, RoomMessageContent content, CancellationToken cancellationToken)
    {
        var mark = part.Mark with { Id = $"{part.Mark.Id}/{what}" };
        if (await sentEvents.FindAsync(part.Portal, mark, part.Lane, cancellationToken) is not null)
        {
            return;
        }

        var edit = content.AsReplacementOf(holder) with { Additional = mark.In() };
        await actions.ActAsync(
            part.Account, part.Portal, part.Message.Sender,
            who => who.Client.SendMessageAsync(who.User, part.Room, TransactionIds.Of(part.Portal.Network, part.Portal.Chat, mark.Id), edit, timestamp: null, cancellationToken),
            cancellationToken);
    }
}
