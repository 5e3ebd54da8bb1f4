using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Chats;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.Messages.Outgoing;

/// <summary>Hands messages, and what changes them, to the engine; each call completes when WhatsApp's server has it.</summary>
internal sealed class MessageSender(AccountSession session)
{
    /// <summary>Uploads take their time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Content is AlbumContent album)
        {
            return await SendAlbumAsync(message, album, cancellationToken);
        }

        var id = MessageIds.For(message.Delivery);
        var answer = await SendAsync(message.Chat, id, message.Content, message.ReplyTo, album: null, cancellationToken);
        return new SentMessage([new RemoteMessageId(id)], answer.Time("at"))
        {
            PollOptions = message.Content is PollContent poll ? [.. Enumerable.Range(0, poll.Options.Count).Select(index => $"{index}")] : [],
        };
    }

    public Task PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken) => RequestAsync(
        "message.press", chat, MessageIds.For(delivery), cancellationToken, ("target", message.Value), ("choice", choice.Id), ("label", choice.Label));

    /// <returns>The edit's version.</returns>
    /// <exception cref="BridgeException">It cannot be changed.</exception>
    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        var (target, content) = Changed(edit);
        var answer = await RequestAsync("message.edit", edit.Chat, MessageIds.For(edit.Delivery), cancellationToken, ("target", target.Value), ("content", ContentWriter.Write(content)));
        return answer.Number("version") ?? 0;
    }

    /// <summary>What is said of a file that has no place for it follows as a text: that is what changes.</summary>
    private static (RemoteMessageId Target, MessageContent Content) Changed(OutgoingEdit edit) => edit.Content switch
    {
        MediaContent media when WhatsAppLimits.All.Media[media.Kind].TakesCaption => (edit.Targets[0], media),
        MediaContent { Caption: { } caption } when edit.Targets is [_, .., var last] => (last, new TextContent(caption)),
        TextContent or LiveLocationContent => (edit.Targets[0], edit.Content),
        _ => throw BridgeException.Permanent("WhatsApp does not let messages of this kind be changed."),
    };

    public async Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        for (var index = 0; index < deletion.Targets.Count; index++)
        {
            await RequestAsync("message.delete", deletion.Chat, MessageIds.For(deletion.Delivery, index), cancellationToken, ("target", deletion.Targets[index].Value));
        }
    }

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) => RequestAsync(
        "message.react", reactions.Chat, MessageIds.For(reactions.Delivery), cancellationToken,
        ("target", reactions.Target.Value), ("emoji", reactions.Reactions is [var first, ..] ? first.Key : ""));

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) => RequestAsync(
        "poll.vote", vote.Chat, MessageIds.For(vote.Delivery), cancellationToken,
        ("target", vote.Poll.Value),
        ("options", new JsonArray([.. vote.Options.Select(option => int.TryParse(option, out var index) ? (JsonNode)index : -1)])));

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken) => RequestAsync(
        "message.pin", pin.Chat, MessageIds.For(pin.Delivery), cancellationToken, ("target", pin.Message.Value), ("pinned", pin.IsPinned));

    private async Task<SentMessage> SendAlbumAsync(OutgoingMessage message, AlbumContent album, CancellationToken cancellationToken)
    {
        var announcement = MessageIds.For(message.Delivery);
        var videos = album.Items.Count(item => item is VideoContent);
        await RequestAsync("message.album", message.Chat, announcement, cancellationToken, ("images", album.Items.Count - videos), ("videos", videos));
        var ids = new List<RemoteMessageId>();
        var refused = new List<RefusedItem>();
        var at = default(DateTimeOffset);
        for (var index = 0; index < album.Items.Count; index++)
        {
            var id = MessageIds.For(message.Delivery, index + 1);
            var item = index == 0 ? album.Items[0] with { Caption = album.FirstCaption() } : album.Items[index];
            try
            {
                at = (await SendAsync(message.Chat, id, item, index == 0 ? message.ReplyTo : null, announcement, cancellationToken)).Time("at");
                ids.Add(new RemoteMessageId(id));
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent && album.Items.Count > 1)
            {
                refused.Add(new RefusedItem(index, exception.Message));
            }
        }

        return ids.Count > 0
            ? new SentMessage(ids, at) { Refused = refused }
            : throw BridgeException.Permanent(refused[0].TextForUser);
    }

    private Task<JsonElement> SendAsync(ChatKey chat, string id, MessageContent content, ReplyTarget? reply, string? album, CancellationToken cancellationToken) =>
        RequestAsync("message.send", chat, id, cancellationToken, ("content", ContentWriter.Write(content)), ("reply", reply?.Message.Value), ("album", album));

    private Task<JsonElement> RequestAsync(string method, ChatKey chat, string id, CancellationToken cancellationToken, params (string Name, JsonNode? Value)[] more)
    {
        var parameters = new JsonObject { ["chat"] = chat.Chat.Value, ["id"] = id };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return session.RequestAsync(method, parameters, cancellationToken, Patience);
    }
}
