using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Choices;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Choices;

/// <summary>Presses a button under a message for who answers the message, or reacts to it, with the button's number.</summary>
internal sealed class ChoicePresses(EventTargets targets, ChoiceTable table, Changes changes, HomeserverClients clients)
{
    private const int LongestNumber = 3;

    /// <summary>What follows a digit, of which emoji keyboards make a key.</summary>
    private static readonly char[] _keyMarks = ['\uFE0F', '\u20E3'];

    /// <summary>Null: it presses nothing, and is a message like any other.</summary>
    public async Task<RowOutcome?> PressAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, RoomMessageContent? content, LaneContext lane, CancellationToken cancellationToken) =>
        account.Account is IPressesChoices && content is { MsgType: MessageTypes.Text, Replaces: null, RepliesTo: { } target }
            && NumberOf(MessageText.Of(content).Text) is { } number
            && (await targets.FindAsync(row, portal, target, lane, cancellationToken)).Messages is [.., var message]
                ? await PressAsync(row, portal, account, roomEvent, message.Message, number, cancellationToken)
                : null;

    /// <summary>Null: it presses nothing, and is a reaction like any other.</summary>
    /// <param name="key">What Matrix shows as the reaction.</param>
    public async Task<RowOutcome?> PressAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent reaction, MessageRow target, string key, CancellationToken cancellationToken) =>
        account.Account is IPressesChoices && key.AsSpan().IndexOfAny(_keyMarks) > 0 && NumberOf(key.TrimEnd(_keyMarks)) is { } number
            ? await PressAsync(row, portal, account, reaction, target.Message, number, cancellationToken)
            : null;

    private async Task<RowOutcome?> PressAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, RemoteMessageId message, int number, CancellationToken cancellationToken)
    {
        if (account.Account is not IPressesChoices presser
            || await table.FindAsync(new MessageKey(portal.Network, portal.Chat, message), cancellationToken) is not { } known
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
                () => presser.PressAsync(new DeliveryId(roomEvent.EventId.Value), portal.Chat, message, choice, cancellationToken), cancellationToken);
            await TellAsync(roomEvent, answer, cancellationToken);
            return RowOutcome.Nothing;
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(refusal.Message);
        }
    }

    private static int? NumberOf(string said)
    {
        var text = said.Trim();
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
