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
        var limits = drafts.LimitsFor((await session.ConnectedClientAsync(cancellationToken)).State);
        try
        {
            return await SendAsync(message, sent, limits, cancellationToken);
        }
        catch (TdException refusal) when (TextLimits.AreExceeded(refusal) && limits != limits.WithinUsual())
        {
            // Nothing of it was sent, and Telegram no longer takes what it said it would.
            return await SendAsync(message, sent, limits.WithinUsual(), cancellationToken);
        }
    }

    private async Task<SentMessage> SendAsync(OutgoingMessage message, IReadOnlyList<JsonElement> sent, TextLimits limits, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var reply = await replies.BuildAsync(RemoteIds.Chat(message.Chat.Chat), message.ReplyTo, message.Topic, cancellationToken);
        using var files = new NamedFiles();
        var drafted = DraftBuilder.Build(message, reply, client.State, limits, files);
        drafted = drafted with { Remark = drafted.Remark ?? ReplyBuilder.Remark(message.ReplyTo) };
        if (message.Content is AlbumContent album && sent.Count == 0)
        {
            return await SendAlbumAsync(album, drafted, limits, files, reply, cancellationToken);
        }

        var done = sent.ToList();
        try
        {
            foreach (var draft in drafted.Drafts.Skip(done.Count))
            {
                var isRestOfCaption = done.Count > 0 && message.Content is MediaContent;
                done.Add(await SendAsync(isRestOfCaption ? Below(draft, reply, done[0].Number("id")) : draft, done.Count == 0 ? message.Progress : null, cancellationToken));
            }
        }
        catch (Exception exception) when (done.Count > 0 && exception is BridgeException or TdException)
        {
            throw Partly(exception, done.Count, drafted.Drafts.Count);
        }

        return SentMessages.Of(done) with { Remark = drafted.Remark };
    }

    /// <summary>Sends one message, without its trimmings where they are refused.</summary>
    public Task<JsonElement> SendAsync(Draft draft, CancellationToken cancellationToken) => SendAsync(draft, progress: null, cancellationToken);

    private async Task<JsonElement> SendAsync(Draft draft, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var client = await session.ConnectedClientAsync(cancellationToken);
                var pending = await session.RequestAsync(draft.ToRequest(client.State), cancellationToken);
                return SendOutcomes.IsPending(pending) ? await waiter.WaitAsync(client, pending, progress, cancellationToken) : pending;
            }
            catch (TdException exception) when (draft.Simplify(exception) is { } simpler)
            {
                draft = simpler;
            }
        }
    }

    /// <summary>The caption stands below the first item. What of it found no place there, and all of it where that item was refused, answers the first that arrived.</summary>
    private async Task<SentMessage> SendAlbumAsync(
        AlbumContent album, DraftedMessage drafted, TextLimits limits, NamedFiles files, OutgoingReply? reply, CancellationToken cancellationToken)
    {
        var sent = await albums.SendAsync(album, drafted, files, cancellationToken);
        var isBare = album.Caption is { Text.Length: > 0 } && sent.Refused.Any(item => item.Index == 0);
        var texts = isBare ? DraftBuilder.Texts(drafted.Drafts[0].Chat, new TextContent(album.Caption!), reply, limits).Drafts : drafted.Drafts.Skip(album.Items.Count);
        var ids = sent.Ids.ToList();
        try
        {
            foreach (var text in texts)
            {
                ids.AddRange(SentMessages.Of([await SendAsync(Below(text, reply, RemoteIds.Message(ids[0])), cancellationToken)]).Ids);
            }
        }
        catch (Exception exception) when (exception is BridgeException or TdException)
        {
            throw Partly(exception, ids.Count, drafted.Drafts.Count);
        }

        return sent with { Ids = ids, Remark = drafted.Remark };
    }

    /// <summary>What follows a file answers it, in its topic.</summary>
    private static Draft Below(Draft draft, OutgoingReply? reply, long file) =>
        draft with { Reply = (reply ?? new OutgoingReply(null, null)) with { Message = file } };

    private static BridgeException Partly(Exception exception, int done, int all)
    {
        var cause = exception as BridgeException ?? TelegramErrors.Translate((TdException)exception);
        var text = $"Only {done} of the {all} parts of this long message have arrived. {cause.Message}";
        return new BridgeException(cause.Kind, text, Certainty.Uncertain, cause.RetryAfter, cause);
    }
}
