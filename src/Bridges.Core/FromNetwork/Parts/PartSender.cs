using Bridges.Abstractions;
using Bridges.Core.Choices;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Polls;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Puts one part of a remote message into its room: the one place where that is done for every kind.</summary>
internal sealed class PartSender(MessageComposer composer, FileParts files, SharedPlaces places, SentEvents sentEvents, SenderActions actions)
{
    public async Task<SentPart> SendAsync(PartContext part, CancellationToken cancellationToken)
    {
        var before = await sentEvents.FindAsync(part.Portal, part.Mark, part.Lane, cancellationToken);
        if (part.Part.Content is PollContent poll)
        {
            var start = PollComposer.Compose(poll, part.RepliesTo);
            start[BridgeMark.Key] = part.Mark.Alone()[BridgeMark.Key]!.DeepClone();
            var asked = before ?? await SendAsync(part, who => AskAsync(who), (bot, _) => AskAsync(bot), cancellationToken);
            return new SentPart(asked, [PollComposer.Row(part.Key, asked, poll), .. MessageTimers.Of(part, asked)]);

            Task<EventId> AskAsync(MatrixSender who) =>
                who.Client.SendEventAsync(who.User, part.Room, PollTypes.Start, TransactionIdOf(part), start, part.Message.Timestamp, cancellationToken);
        }

        if (part.Part.Content is LiveLocationContent place && await places.BeginAsync(part, place, before, cancellationToken) is { } shared)
        {
            return shared;
        }

        // What was sent before is not composed again: a file would be carried for nothing.
        var sent = before ?? await SendAsync(part, await ComposeAsync(part, cancellationToken), cancellationToken);
        return new SentPart(sent, [.. MessageTimers.Of(part, sent), .. places.Noted(part, sent), .. part.IsLast && part.Message.Choices.Count > 0 ? [ChoiceTable.Upsert(part.Key, ChoiceLists.Write(part.Message.Choices))] : Array.Empty<Statement>()]);
    }

    private async Task<RoomMessageContent> ComposeAsync(PartContext part, CancellationToken cancellationToken) =>
        await files.ComposeAsync(part, cancellationToken) ?? await composer.ComposeAsync(part.Composition, cancellationToken);

    private Task<EventId> SendAsync(PartContext part, RoomMessageContent content, CancellationToken cancellationToken)
    {
        var whole = part.Finish(content);
        return SendAsync(part, who => PutAsync(who, whole), (bot, name) => PutAsync(bot, SpokenFor.In(whole, name)), cancellationToken);

        Task<EventId> PutAsync(MatrixSender who, RoomMessageContent said) =>
            who.Client.SendMessageAsync(who.User, part.Room, TransactionIdOf(part), said, part.Message.Timestamp, cancellationToken);
    }

    private Task<EventId> SendAsync(
        PartContext part, Func<MatrixSender, Task<EventId>> send, Func<MatrixSender, string, Task<EventId>> asBot, CancellationToken cancellationToken) =>
        actions.SayAsync(part.Account, part.Portal, part.Message.Sender, part.Sender, send, asBot, cancellationToken);

    private static string TransactionIdOf(PartContext part) => TransactionIds.Of(part.Portal.Network, part.Portal.Chat, part.Mark.Id);
}
