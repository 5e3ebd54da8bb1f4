using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Choices;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Choices;

/// <summary>Presses a button under a message for who answers the message with the button's number.</summary>
internal sealed class ChoicePresses(EventTargets targets, ChoiceTable table, Changes changes, HomeserverClients clients)
{
    private const int LongestNumber = 3;

    /// <summary>Null: it presses nothing, and is a message like any other.</summary>
    public async Task<RowOutcome?> PressAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, RoomMessageContent? content, LaneContext lane, CancellationToken cancellationToken)
    {
        if (account.Account is not IPressesChoices presser || content is not { MsgType: MessageTypes.Text, Replaces: null, RepliesTo: { } target }
            || NumberOf(content) is not { } number
            || (await targets.FindAsync(row, portal, target, lane, cancellationToken)).Messages is not [.., var message]
            || await table.FindAsync(new MessageKey(portal.Network, portal.Chat, message.Message), cancellationToken) is not { } known
            || ChoiceLists.Read(known).ElementAtOrDefault(number - 1) is not { } choice)
        {
            return null;
        }

        if (choice.Url is { } url)
        {
            return new RowOutcome.Refused($"This button is a link: {url}");
        }

        try
        {
            var answer = await changes.MakeAsync(
                row, account, portal.Chat,
                () => presser.PressAsync(new DeliveryId(roomEvent.EventId.Value), portal.Chat, message.Message, choice, cancellationToken), cancellationToken);
            await TellAsync(roomEvent, answer, cancellationToken);
            return RowOutcome.Nothing;
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(refusal.Message);
        }
    }

    private static int? NumberOf(RoomMessageContent content)
    {
        var text = MessageText.Of(content).Text.Trim();
        return text.Length <= LongestNumber && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    private async Task TellAsync(MatrixEvent roomEvent, string? answer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return;
        }

        await clients.Main.SendMessageAsync(
            actingAs: null, roomEvent.RoomId, TransactionIds.About(roomEvent.EventId.Value, "pressed"),
            RoomMessageContent.Notice(answer) with { RelatesTo = MessageRelation.ReplyTo(roomEvent.EventId) }, timestamp: null, cancellationToken);
    }
}
