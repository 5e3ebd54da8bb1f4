using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Reads what a Matrix user wrote into neutral form.</summary>
internal sealed class MessageReader(TextReader texts, MediaReader media, PreviewReader previews)
{
    /// <param name="content">What is said; null: it has no content that can be read.</param>
    /// <param name="progress">Told how much of its file has come.</param>
    /// <exception cref="BridgeException">The message is of a kind that cannot be carried over.</exception>
    public async Task<MessageContent> ReadAsync(
        RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent? content, IProgress<long>? progress, CancellationToken cancellationToken) => content?.MsgType switch
    {
        null => throw BridgeException.Permanent("The message has no content that can be read."),
        MessageTypes.Text or MessageTypes.Notice => await TextAsync(account, chat, roomEvent, content, TextManner.Plain, cancellationToken),
        MessageTypes.Emote => await TextAsync(account, chat, roomEvent, content, TextManner.Emote, cancellationToken),
        MessageTypes.Location => await PlaceAsync(account, chat, roomEvent, content, cancellationToken),
        _ when Gallery.ItemsOf(content) is { Count: > 0 } items => await AlbumAsync(account, chat, roomEvent, content, items, progress, cancellationToken),
        _ when content.Url is not null || content.File is not null => await media.ReadAsync(account, chat, roomEvent, item: 0, content, progress, cancellationToken),
        MessageTypes.Image or MessageTypes.Video or MessageTypes.Audio or MessageTypes.File => throw BridgeException.Permanent("The message has no file that can be read."),
        MessageTypes.VerificationRequest => throw BridgeException.Permanent($"Messages of this kind cannot be sent to {account.NetworkName}."),
        // Of any other kind (clients have effects, for instance) the body says what is meant (client-server specification, "m.room.message").
        _ => await TextAsync(account, chat, roomEvent, content, TextManner.Plain, cancellationToken),
    };

    private async Task<MessageContent> TextAsync(
        RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent content, TextManner manner, CancellationToken cancellationToken) =>
        new TextContent(await texts.ReadAsync(account, content, cancellationToken), manner)
        {
            Previews = await previews.ReadAsync(account, chat, roomEvent.EventId, content, cancellationToken),
        };

    /// <summary>A place that cannot be read, or that the network does not take, is what its text says.</summary>
    private async Task<MessageContent> PlaceAsync(RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent content, CancellationToken cancellationToken)
    {
        if (!GeoPoint.TryParse(content.GeoUri, out var point))
        {
            return await TextAsync(account, chat, roomEvent, content, TextManner.Plain, cancellationToken);
        }

        if (account.Account is ISends<LocationContent>)
        {
            return new LocationContent(point.Latitude, point.Longitude) { Accuracy = point.Accuracy, Name = NameOf(content) };
        }

        return new TextContent(RichText.Plain(PlaceLinks.Of(content.Body, point.Latitude, point.Longitude)));
    }

    private static string? NameOf(RoomMessageContent content) =>
        content.Additional?.GetValueOrDefault("org.matrix.msc3488.location") is { ValueKind: System.Text.Json.JsonValueKind.Object } location
        && location.TryGetProperty("description", out var description) && description.ValueKind == System.Text.Json.JsonValueKind.String
            ? description.GetString()
            : null;

    private async Task<MessageContent> AlbumAsync(
        RunningAccount account, ChatKey chat, MatrixEvent roomEvent, RoomMessageContent content, IReadOnlyList<RoomMessageContent> items, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (account.Account is not ISends<AlbumContent>)
        {
            throw BridgeException.Permanent($"Albums cannot be sent to {account.NetworkName}: send the files one by one.");
        }

        var files = new List<MediaContent>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            files.Add(await media.ReadAsync(account, chat, roomEvent, index, items[index], progress, cancellationToken));
        }

        return new AlbumContent(files, content.Body.Length > 0 ? await texts.ReadAsync(account, content, cancellationToken) : null);
    }
}
