using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Delivery;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>Sends messages. One is handed to TDLib only while there is a connection, so that the host's journal keeps it otherwise.</summary>
internal sealed class MessageSender(
    AccountSession session, ChatFinder chats, ReplyBuilder replies, DeliveryMarks marks, DraftBuilder drafts, SendWaiter waiter, AlbumSender albums)
{
    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        using var files = new NamedFiles();
        _ = drafts.Build(message, reply: null, client.State, files);
        var chat = await chats.FindAsync(message.Chat, cancellationToken);
        await marks.SetAsync(message.Delivery, chat, cancellationToken);
        return await SendAsync(message, sent: [], cancellationToken);
    }

    /// <summary>Sends what comes after that which was sent already.</summary>
    public async Task<SentMessage> SendAsync(OutgoingMessage message, IReadOnlyList<JsonElement> sent, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var reply = await replies.BuildAsync(RemoteIds.Chat(message.Chat.Chat), message.ReplyTo, message.Topic, cancellationToken);
        using var files = new NamedFiles();
        var drafted = drafts.Build(message, reply, client.State, files);
        if (message.Content is AlbumContent album && sent.Count == 0)
        {
            return await albums.SendAsync(album, drafted, cancellationToken);
        }

        var done = sent.ToList();
        try
        {
            foreach (var draft in drafted.Drafts.Skip(done.Count))
            {
                // What follows a file belongs to it.
                var follows = done.Count > 0 && message.Content is MediaContent ? draft with { Reply = (reply ?? new OutgoingReply(null, null)) with { Message = done[0].Number("id") } } : draft;
                done.Add(await SendAsync(follows, cancellationToken));
            }
        }
        catch (Exception exception) when (done.Count > 0 && exception is BridgeException or TdException)
        {
            throw Partly(exception, done.Count, drafted.Drafts.Count);
        }

        return SentMessages.Of(done) with { Remark = drafted.Remark };
    }

    /// <summary>Sends one message, without its trimmings where they are refused.</summary>
    public async Task<JsonElement> SendAsync(Draft draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var client = await session.ConnectedClientAsync(cancellationToken);
                var pending = await session.RequestAsync(draft.ToRequest(client.State), cancellationToken);
                return SendOutcomes.IsPending(pending) ? await waiter.WaitAsync(client, pending, cancellationToken) : pending;
            }
            catch (TdException exception) when (draft.Simplify(exception) is { } simpler)
            {
                draft = simpler;
            }
        }
    }

    private static BridgeException Partly(Exception exception, int done, int all)
    {
        var cause = exception as BridgeException ?? TelegramErrors.Translate((TdException)exception);
        var text = $"Only {done} of the {all} parts of this long message have arrived. {cause.Message}";
        return new BridgeException(cause.Kind, text, Certainty.Uncertain, cause.RetryAfter, cause);
    }
}
