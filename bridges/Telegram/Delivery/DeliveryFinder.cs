using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Messages.Outgoing;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Delivery;

/// <summary>
/// Finds out whether a message that was being handed over at a crash has arrived. TDLib keeps what it was told to send in
/// its own store and sends it when it runs again, so that is waited for first.
/// </summary>
internal sealed class DeliveryFinder(
    AccountSession session, ChatOpener chats, MessageSender sender, DeliveryMarks marks, TelegramOptions options, TimeProvider time)
{
    /// <summary>Dates are whole seconds, and the two clocks are known to each other only so well.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private const int LongestSearch = 500;

    public async Task<DeliveryLookup> FindAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken)
    {
        var pieces = OutgoingText.Split(message.Content, options.MessageLengthMax);
        var client = await session.ConnectedClientAsync(cancellationToken);
        var chat = (await chats.OpenAsync(message.Chat, cancellationToken)).Number("id");
        await FinishPendingAsync(client, chat, cancellationToken);
        var candidates = await OwnMessagesAsync(message, chat, handedOverAt, cancellationToken);
        var found = new List<JsonElement>();
        var wanted = await TextAfterSendingAsync(new Draft(chat, pieces[0], Reply: null), client, cancellationToken);
        foreach (var candidate in candidates.Where(candidate => found.Count < pieces.Count))
        {
            if (TextOf(candidate) != wanted)
            {
                continue;
            }

            found.Add(candidate);
            wanted = found.Count < pieces.Count
                ? await TextAfterSendingAsync(new Draft(chat, pieces[found.Count], Reply: null), client, cancellationToken)
                : null;
        }

        if (found.Count == 0)
        {
            return new DeliveryLookup.NotArrived();
        }

        // A long message is sent piece by piece: when the first ones are there, the rest only has to follow.
        return new DeliveryLookup.Arrived(
            found.Count == pieces.Count ? MessageSender.Sent(found) : await sender.SendAsync(message, pieces, found, cancellationToken));
    }

    /// <summary>
    /// Waits for all that TDLib still sends in this chat. At its start it tells of them before it is connected; the history
    /// does not always show them.
    /// </summary>
    private async Task FinishPendingAsync(TdClient client, long chat, CancellationToken cancellationToken)
    {
        foreach (var pending in client.Sends.PendingIn(chat))
        {
            try
            {
                await sender.WaitAsync(client, pending, cancellationToken);
            }
            catch (TdException)
            {
                // It failed, so it has not arrived.
            }
        }
    }

    /// <summary>The account's own messages since the hand-over, oldest first.</summary>
    private async Task<IReadOnlyList<JsonElement>> OwnMessagesAsync(
        OutgoingMessage message, long chat, DateTimeOffset handedOverAt, CancellationToken cancellationToken)
    {
        var mark = await marks.FindAsync(message.Delivery, chat, cancellationToken);
        var since = mark is null ? await OnTelegramsClockAsync(handedOverAt, cancellationToken) - Skew : DateTimeOffset.MinValue;
        var own = new Stack<JsonElement>();
        var seen = 0;
        for (long from = 0; seen < LongestSearch;)
        {
            var page = await session.RequestAsync(
                TdJson.Request("getChatHistory", ("chat_id", chat), ("from_message_id", from), ("offset", 0), ("limit", 100), ("only_local", false)),
                cancellationToken);
            var messages = page.Items("messages").Where(item => from == 0 || item.Number("id") < from).ToList();
            foreach (var item in messages)
            {
                if (item.Number("id") <= (mark ?? 0) || item.Time("date") < since)
                {
                    return [.. own];
                }

                if (item.Flag("is_outgoing") && item.Object("sending_state") is null)
                {
                    own.Push(item);
                }
            }

            if (messages.Count == 0)
            {
                break;
            }

            seen += messages.Count;
            from = messages[^1].Number("id");
        }

        return [.. own];
    }

    /// <summary>
    /// TDLib tidies a text before it sends it; asked for a preview, it shows what it makes of it. Only the text is compared, as
    /// the server may drop links and mentions.
    /// </summary>
    private async Task<string?> TextAfterSendingAsync(Draft draft, TdClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return TextOf(await session.RequestAsync(draft.ToRequest(client.State, isPreview: true), cancellationToken));
            }
            catch (TdException exception) when (draft.Simplify(exception) is { } simpler)
            {
                draft = simpler;
            }
        }
    }

    private static string? TextOf(JsonElement message) =>
        message.Object("content") is not { } content ? null
        : content.Is("messageAnimatedEmoji") ? content.Text("emoji")
        : content.Object("text")?.Text("text");

    private async Task<DateTimeOffset> OnTelegramsClockAsync(DateTimeOffset hostTime, CancellationToken cancellationToken)
    {
        var now = await session.RequestAsync(TdJson.Request("getOption", ("name", "unix_time")), cancellationToken);
        return hostTime + (now.Time("value") - time.GetUtcNow());
    }
}
