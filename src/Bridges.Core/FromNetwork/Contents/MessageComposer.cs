using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Says on Matrix what a remote message says. Files and polls have composers of their own.</summary>
internal sealed class MessageComposer(TextComposer texts, LinkPreviews previews)
{
    public async Task<RoomMessageContent> ComposeAsync(Composition part, CancellationToken cancellationToken)
    {
        var content = part.Content switch
        {
            LocationContent place => PlaceComposer.Compose(place),
            LiveLocationContent place => PlaceComposer.Compose(place),
            _ => await TextAsync(part, cancellationToken),
        };
        return Finish(part, content);
    }

    /// <summary>Something in place of a file: that it is coming, or why it does not come; its caption is kept.</summary>
    public async Task<RoomMessageContent> StandInAsync(Composition part, MediaContent media, string words, CancellationToken cancellationToken)
    {
        var text = RichTexts.Lines(RichTexts.Styled(words, new TextStyle.Italic()), media.Caption ?? RichText.Empty);
        return Finish(part, await texts.PutAsync(part, RoomMessageContent.Notice(""), part.Around(text), words, cancellationToken));
    }

    public static RoomMessageContent Finish(Composition part, RoomMessageContent content) =>
        part.IsSilent ? content with { Additional = new(content.Additional ?? [], StringComparer.Ordinal) { ["bridges.silent"] = JsonTrue.Value } } : content;

    private async Task<RoomMessageContent> TextAsync(Composition part, CancellationToken cancellationToken)
    {
        var (text, type) = part.Content switch
        {
            TextContent { Manner: TextManner.Notice } notice => (notice.Text, MessageTypes.Notice),
            TextContent { Manner: TextManner.Emote } emote => (emote.Text, MessageTypes.Emote),
            TextContent said => (said.Text, MessageTypes.Text),
            ContactsContent contacts => (ContactTexts.Words(contacts), MessageTypes.Text),
            CallContent call => (NoticeTexts.Call(call), MessageTypes.Notice),
            InvitationContent invitation => (NoticeTexts.Invitation(invitation), MessageTypes.Text),
            CalendarEventContent appointment => (NoticeTexts.Appointment(appointment), MessageTypes.Text),
            UnsupportedContent unsupported => (NoticeTexts.Unsupported(unsupported, part.Account.NetworkName), MessageTypes.Notice),
            _ => (RichText.Plain("(a message of an unknown kind)"), MessageTypes.Notice),
        };
        var content = await texts.PutAsync(part, new RoomMessageContent { MsgType = type }, part.Around(text), fallback: "(an empty message)", cancellationToken);
        return part.Content is TextContent { Previews: { } known } ? content with { LinkPreviews = await previews.CarryAsync(part, known, cancellationToken) } : content;
    }
}
