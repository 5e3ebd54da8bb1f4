using Bridges.Abstractions;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Contacts whose cards the network gives: the card is a file, and its caption says who it is.</summary>
internal sealed class ContactCards(TextComposer texts, HomeserverClients clients)
{
    private const string ContentType = "text/vcard";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Null: there is no card; the words say all.</summary>
    public async Task<RoomMessageContent?> ComposeAsync(Composition part, ContactsContent contacts, CancellationToken cancellationToken)
    {
        if (ContactTexts.Cards(contacts) is not { Length: <= MaxBytes } cards)
        {
            return null;
        }

        var name = SafeFileNames.Of(ContactTexts.FileName(contacts), ContentType);
        var address = await clients.Main.UploadAsync(actingAs: null, cards, ContentType, name, cancellationToken);
        var content = new RoomMessageContent
        {
            MsgType = MessageTypes.File,
            FileName = name,
            Url = address,
            Info = new MediaInfo { MimeType = ContentType, Size = cards.Length },
        };
        return MessageComposer.Finish(part, await texts.PutAsync(part, content, part.Around(ContactTexts.Words(contacts)), fallback: name, cancellationToken));
    }
}
