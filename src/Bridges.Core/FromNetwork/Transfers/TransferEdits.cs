using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Transfers;

/// <summary>Edits the event that holds the place of a file, as whoever sent it: the bot does that for somebody for whom it speaks.</summary>
internal sealed class TransferEdits(SenderActions actions, SentEvents sentEvents, EditedMessages edited, Senders senders)
{
    /// <summary>Tells how far the file has come.</summary>
    /// <param name="what">Names the edit: it is made once.</param>
    public async Task TellAsync(PartContext part, MessageRow holder, string what, RoomMessageContent content, CancellationToken cancellationToken)
    {
        try
        {
            await TryEditAsync(part, holder, MarkOf(part, what), content, cancellationToken);
        }
        catch (MatrixException exception) when (exception.IsNotAllowed)
        {
            // What is said at the end, the bot says.
        }
    }

    /// <summary>
    /// Puts the file, or why it does not come, into its place. Where its author cannot any more, banned or silenced or out of the room since, the bot says it in
    /// answer to what holds the place.
    /// </summary>
    /// <inheritdoc cref="TellAsync"/>
    public async Task EndAsync(PartContext part, MessageRow holder, string what, RoomMessageContent content, CancellationToken cancellationToken)
    {
        var mark = MarkOf(part, what);
        try
        {
            if (await TryEditAsync(part, holder, mark, content, cancellationToken))
            {
                return;
            }
        }
        catch (MatrixException exception) when (exception.IsNotAllowed)
        {
            // The bot can.
        }

        var answer = SpokenFor.In(content, await NameAsync(part, cancellationToken)) with { RelatesTo = MessageRelation.ReplyTo(new EventId(holder.EventId)), Additional = mark.In(content.Additional) };
        await SendAsync(part, senders.Bot, mark, answer, cancellationToken);
    }

    /// <returns>False where clients would not heed the edit.</returns>
    private async Task<bool> TryEditAsync(PartContext part, MessageRow holder, BridgeMark mark, RoomMessageContent content, CancellationToken cancellationToken)
    {
        if (await sentEvents.FindAsync(part.Portal, mark, part.Lane, cancellationToken) is not null)
        {
            return true;
        }

        var author = (await edited.FindAsync(holder, cancellationToken))?.Author;
        if (author is { } speaker && !await senders.MayEditAsync(part.Account, part.Portal, part.Message.Sender, holder.Sender, speaker, cancellationToken))
        {
            return false;
        }

        var said = author is { } bot && senders.IsBot(bot) ? SpokenFor.In(content, await NameAsync(part, cancellationToken)) : content;
        var edit = said.AsReplacementOf(new EventId(holder.EventId)) with { Additional = mark.In() };
        await actions.ActAsAuthorAsync(
            part.Account, part.Portal, part.Message.Sender, author, who => SendAsync(part, who, mark, edit, cancellationToken), cancellationToken);
        return true;
    }

    private static BridgeMark MarkOf(PartContext part, string what) => part.Mark with { Id = $"{part.Mark.Id}/{what}" };

    private ValueTask<string> NameAsync(PartContext part, CancellationToken cancellationToken) =>
        senders.NameOfAsync(part.Portal.Network, part.Message.Sender, cancellationToken);

    private static Task<EventId> SendAsync(PartContext part, MatrixSender who, BridgeMark mark, RoomMessageContent content, CancellationToken cancellationToken) =>
        who.Client.SendMessageAsync(who.User, part.Room, TransactionIds.Of(part.Portal.Network, part.Portal.Chat, mark.Id), content, timestamp: null, cancellationToken);
}
