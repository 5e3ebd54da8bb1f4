using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Delivery;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>
/// Finds out whether a message that was being handed over at a crash has arrived. TDLib keeps what it was told to send in
/// its own store and sends it when it runs again, so that is waited for first.
/// </summary>
internal sealed class DeliveryFinder(
    AccountSession session, ChatFinder chats, MessageSender sender, SendWaiter waiter, OwnMessageFinder ownMessages, DraftBuilder drafts)
{
    public async Task<DeliveryLookup> FindAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        using var files = new NamedFiles();
        var pieces = drafts.Build(message, reply: null, client.State, files).Drafts;
        IReadOnlyList<JsonElement>? found;
        try
        {
            var chat = (await chats.FindAsync(message.Chat, cancellationToken)).Number("id");
            await FinishPendingAsync(client, chat, message, cancellationToken);
            var own = await ownMessages.FindAsync(message.Delivery, chat, handedOverAt, cancellationToken);
            found = await MatchAsync(pieces, own, client, cancellationToken);
        }
        catch (TdException exception) when (TelegramErrors.Translate(exception).Kind == FailureKind.Permanent)
        {
            // Who is no longer in the chat, or may not write there any more, may have written before.
            return new DeliveryLookup.Unknown();
        }

        return found switch
        {
            null => new DeliveryLookup.Unknown(),
            [] => new DeliveryLookup.NotArrived(),
            _ when found.Count == pieces.Count => new DeliveryLookup.Arrived(SentMessages.Of(found)),

            // A long message is sent piece by piece: when the first ones are there, the rest only has to follow.
            _ => new DeliveryLookup.Arrived(await sender.SendAsync(message, found, cancellationToken)),
        };
    }

    /// <summary>
    /// Waits for all that TDLib still sends in this chat. At its start it tells of them before it is connected; the history
    /// does not always show them.
    /// </summary>
    private async Task FinishPendingAsync(TdClient client, long chat, OutgoingMessage message, CancellationToken cancellationToken)
    {
        foreach (var pending in client.Sends.PendingIn(chat))
        {
            try
            {
                await waiter.WaitAsync(client, pending, message.Progress, cancellationToken);
            }
            catch (TdException)
            {
                // It failed, so it has not arrived.
            }
        }
    }

    /// <summary>The messages that the pieces became, as far as they are there; null where older ones would have to be seen to tell.</summary>
    private async Task<IReadOnlyList<JsonElement>?> MatchAsync(
        IReadOnlyList<Draft> pieces, OwnMessages own, TdClient client, CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        Func<JsonElement, bool>? isLike = null;
        foreach (var candidate in own.OldestFirst)
        {
            isLike ??= await LikenessAsync(pieces[found.Count], client, cancellationToken);
            if (!isLike(candidate))
            {
                continue;
            }

            found.Add(candidate);
            isLike = null;
            if (found.Count == pieces.Count)
            {
                return found;
            }
        }

        return own.IsComplete ? found : null;
    }

    private async Task<Func<JsonElement, bool>> LikenessAsync(Draft draft, TdClient client, CancellationToken cancellationToken)
    {
        if (draft.IsLike is { } known)
        {
            return known;
        }

        var wanted = await TextAfterSendingAsync(draft, client, cancellationToken);
        return candidate => TextOf(candidate) == wanted;
    }

    /// <summary>
    /// TDLib tidies a text before it sends it; asked for a preview, it shows what it makes of it. Only the text is compared, as
    /// the server may drop links and mentions.
    /// </summary>
    private async Task<string> TextAfterSendingAsync(Draft draft, TdClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return TextOf(await session.RequestAsync(draft.ToRequest(client.State, isPreview: true), cancellationToken)) ?? "";
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
}
