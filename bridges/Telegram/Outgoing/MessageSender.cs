using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Delivery;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>Sends texts. A message is handed to TDLib only while there is a connection, so that the host's journal keeps it otherwise.</summary>
internal sealed class MessageSender(
    AccountSession session, ChatFinder chats, ReplyBuilder replies, DeliveryMarks marks, TelegramOptions options, TimeProvider time)
{
    /// <summary>TDLib sends again by itself after a short loss of connection; what takes longer is looked up later.</summary>
    private static readonly TimeSpan LongestSend = TimeSpan.FromMinutes(2);

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var pieces = OutgoingText.Split(message.Content, options.MessageLengthMax);
        await session.WaitUntilConnectedAsync(cancellationToken);
        var chat = await chats.FindAsync(message.Chat, cancellationToken);
        await marks.SetAsync(message.Delivery, chat, cancellationToken);
        return await SendAsync(message, pieces, sent: [], cancellationToken);
    }

    /// <summary>Sends the pieces that come after those already sent.</summary>
    public async Task<SentMessage> SendAsync(
        OutgoingMessage message, IReadOnlyList<RichText> pieces, IReadOnlyList<JsonElement> sent, CancellationToken cancellationToken)
    {
        var chat = RemoteIds.Chat(message.Chat.Chat);
        var done = sent.ToList();
        var reply = await replies.BuildAsync(chat, message.ReplyTo, cancellationToken);
        try
        {
            foreach (var piece in pieces.Skip(done.Count))
            {
                var draft = new Draft(chat, piece, reply);
                done.Add(await SendAsync(draft, cancellationToken));
            }
        }
        catch (Exception exception) when (done.Count > 0 && exception is BridgeException or TdException)
        {
            throw Partly(exception, done.Count, pieces.Count);
        }

        return Sent(done);
    }

    public static SentMessage Sent(IReadOnlyList<JsonElement> messages) =>
        new([.. messages.Select(message => RemoteIds.Message(message.Number("id"))).OfType<RemoteMessageId>()], messages[^1].Time("date"));

    /// <summary>Waits for the fate of a message that TDLib is sending.</summary>
    public async Task<JsonElement> WaitAsync(TdClient client, JsonElement pending, CancellationToken cancellationToken)
    {
        var (chat, id) = (pending.Number("chat_id"), pending.Number("id"));
        var outcome = client.Sends.WaitAsync(chat, id);
        try
        {
            await Task.WhenAny(outcome, client.Ended).WaitAsync(LongestSend, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw NotConfirmed(exception);
        }
        finally
        {
            client.Sends.Forget(chat, id);
        }

        // Where the engine ended, or TDLib dropped the message, the server may have it all the same.
        if (!outcome.IsCompletedSuccessfully || await outcome is not var (message, error))
        {
            throw NotConfirmed(inner: null);
        }

        if (error is null)
        {
            return message;
        }

        await DropAsync(chat, message.Number("id"), cancellationToken);
        throw error;
    }

    private async Task<JsonElement> SendAsync(Draft draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var client = await session.ConnectedClientAsync(cancellationToken);
                var pending = await session.RequestAsync(draft.ToRequest(client.State), cancellationToken);
                return SendOutcomes.IsPending(pending) ? await WaitAsync(client, pending, cancellationToken) : pending;
            }
            catch (TdException exception) when (draft.Simplify(exception) is { } simpler)
            {
                draft = simpler;
            }
        }
    }

    /// <summary>Takes a failed message out of TDLib's own store, where it would wait to be sent again by hand.</summary>
    private async Task DropAsync(long chat, long message, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(MessageRequests.Delete(chat, [message]), cancellationToken);
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // It stays there and does no harm.
        }
    }

    private static BridgeException NotConfirmed(Exception? inner) =>
        BridgeException.Transient("Telegram has not confirmed the message yet.", Certainty.Uncertain, inner: inner);

    private static BridgeException Partly(Exception exception, int done, int all)
    {
        var cause = exception as BridgeException ?? TelegramErrors.Translate((TdException)exception);
        var text = $"Only {done} of the {all} parts of this long message have arrived. {cause.Message}";
        return new BridgeException(cause.Kind, text, Certainty.Uncertain, cause.RetryAfter, cause);
    }
}
