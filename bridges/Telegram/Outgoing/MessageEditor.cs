using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>Changes messages that were sent before: their words, their file, or where somebody is.</summary>
internal sealed class MessageEditor(AccountSession session, ChatFinder chats, EditVersions versions, TelegramOptions options)
{
    /// <returns>The version of the last message changed.</returns>
    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        using var files = new NamedFiles();
        var pieces = Pieces(edit.Content, TextLimits.Of(options, client.State), files);
        if (pieces.Count > edit.Targets.Count)
        {
            throw BridgeException.Permanent(
                $"The edited text would need {pieces.Count} Telegram messages, and the original is {edit.Targets.Count}. Send the rest as a new message.");
        }

        var chat = (await chats.FindAsync(edit.Chat, cancellationToken)).Number("id");
        await FetchAsync(chat, edit.Targets.Take(pieces.Count), cancellationToken);
        long version = 0;
        foreach (var (piece, target) in pieces.Zip(edit.Targets))
        {
            version = Math.Max(version, versions.VersionOf(await EditAsync(chat, RemoteIds.Message(target), piece, cancellationToken)));
        }

        if (edit.Targets.Count > pieces.Count)
        {
            var left = edit.Targets.Skip(pieces.Count).Select(RemoteIds.Message);
            await session.RequestAsync(MessageRequests.Delete(chat, left), cancellationToken);
        }

        return version;
    }

    private static List<EditPiece> Pieces(MessageContent content, TextLimits limits, NamedFiles files)
    {
        switch (content)
        {
            case TextContent text:
                return [.. OutgoingText.Split(text, limits.Text).Select(piece => Text(piece, text))];
            case LiveLocationContent live:
                return [new EditPiece(RichText.Empty, (chat, message, _) => MessageRequests.EditPlace(chat, message, live.HasEnded ? null : PlaceWriter.Live(live)))];
            case MediaContent media:
                var caption = media.Caption is { } written ? written.SpeakLinks(LinkRules.SpeaksForItself) : RichText.Empty;
                var captions = DraftBuilder.Captions(caption, limits);
                return [Media(captions[0], media, files), .. captions.Skip(1).Select(piece => Text(piece, new TextContent(piece)))];
            default:
                throw BridgeException.Permanent("Telegram does not let messages of this kind be changed.");
        }
    }

    private static EditPiece Text(RichText piece, TextContent whole) => new(
        piece,
        (chat, message, formatted) => MessageRequests.EditText(chat, message, MessageRequests.Text(formatted, withoutPreview: whole.Previews is { Count: 0 })));

    /// <summary>Without a new file only the caption changes.</summary>
    private static EditPiece Media(RichText caption, MediaContent media, NamedFiles files)
    {
        var path = media.File.Path is null ? null : files.PathOf(media.File);
        return new EditPiece(caption, (chat, message, formatted) => path is null
            ? MessageRequests.EditCaption(chat, message, formatted)
            : MessageRequests.EditMedia(chat, message, MediaWriter.Write(media, formatted, path)));
    }

    /// <summary>TDLib edits only what it knows: after a new login it first has to fetch what was sent before.</summary>
    private async Task FetchAsync(long chat, IEnumerable<RemoteMessageId> targets, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var target in targets)
            {
                await session.RequestAsync(MessageRequests.Get(chat, RemoteIds.Message(target)), cancellationToken);
            }
        }
        catch (TdException exception) when (exception.Code == 404)
        {
            throw BridgeException.Permanent("This message is no longer on Telegram.", inner: exception);
        }
    }

    private async Task<JsonElement> EditAsync(long chat, long message, EditPiece piece, CancellationToken cancellationToken)
    {
        for (var isPlain = false; ;)
        {
            try
            {
                var client = await session.ConnectedClientAsync(cancellationToken);
                var formatted = FormattedTextWriter.Write(piece.Text, client.State, isPlain);
                return await session.RequestAsync(piece.ToRequest(chat, message, formatted), cancellationToken);
            }
            catch (TdException exception) when (exception.Message.Contains("MESSAGE_NOT_MODIFIED", StringComparison.Ordinal))
            {
                return await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
            }
            catch (TdException exception) when (!isPlain && DraftBuilder.Draft(chat, piece.Text, reply: null).Simplify(exception) is not null)
            {
                isPlain = true;
            }
        }
    }

    /// <param name="ToRequest">Of the chat, the message and TDLib's <c>formattedText</c>.</param>
    private sealed record EditPiece(RichText Text, Func<long, long, JsonObject, JsonObject> ToRequest);
}
