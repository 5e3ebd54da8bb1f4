using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Options;
using Bridges.Telegram.State;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>What a message from Matrix says, as the Telegram messages that it becomes, in order.</summary>
internal sealed class DraftBuilder(TelegramOptions options)
{
    private const int UsualCaption = 1024;

    /// <param name="sent">Names, meanwhile, the files that are to be sent; to be disposed of when they are.</param>
    /// <exception cref="BridgeException">It is nothing that Telegram takes.</exception>
    public DraftedMessage Build(OutgoingMessage message, OutgoingReply? reply, TdState state, NamedFiles sent)
    {
        var chat = RemoteIds.Chat(message.Chat.Chat);
        var isPrivate = ChatIds.IsUser(chat);
        var drafted = message.Content switch
        {
            TextContent text => Texts(chat, text, reply),
            AlbumContent album => Album(
                [.. album.Items.Select((item, index) => File(chat, index == 0 && album.Caption is { } caption ? item with { Caption = caption } : item, reply, isPrivate, state, sent))]),
            MediaContent media => File(chat, media, reply, isPrivate, state, sent),
            ContactsContent contacts => new DraftedMessage([.. contacts.Contacts.Select(contact => Contact(chat, contact, reply))]),
            PollContent poll when isPrivate => Texts(chat, new TextContent(PlaceWriter.AsText(poll)), reply) with
            {
                Remark = "Telegram takes no polls in private chats, so this one was sent as a text.",
            },
            PollContent poll => new DraftedMessage([Draft(chat, poll.Question, reply) with
            {
                Content = question => PlaceWriter.Poll(poll, question, state),
                IsLike = PlaceWriter.IsLike(poll),
            }]),
            LocationContent or LiveLocationContent => new DraftedMessage([Draft(chat, RichText.Empty, reply) with
            {
                Content = _ => PlaceWriter.Write(message.Content),
                IsLike = PlaceWriter.IsLike(message.Content),
            }]),
            _ => throw BridgeException.Permanent("Telegram has no messages of this kind."),
        };
        return drafted with { Drafts = [.. drafted.Drafts.Select(draft => draft with { IsSilent = message.IsSilent })] };
    }

    public DraftedMessage Texts(long chat, TextContent text, OutgoingReply? reply) => new(
    [
        .. OutgoingText.Split(text, options.MessageLengthMax).Select(piece => Draft(chat, piece, reply) with
        {
            Content = formatted => MessageRequests.Text(formatted, withoutPreview: text.Previews is { Count: 0 }),
        }),
    ]);

    public static int LongestCaption(TdState state) =>
        state.Option("message_caption_length_max") is > 0 and < 100_000 and var longest ? (int)longest : UsualCaption;

    /// <summary>A caption that is too long, or that this kind has no place for, follows as a text.</summary>
    private DraftedMessage File(long chat, MediaContent media, OutgoingReply? reply, bool isPrivate, TdState state, NamedFiles sent)
    {
        if (media.IsViewOnce && !isPrivate)
        {
            throw BridgeException.Permanent("On Telegram, what may be looked at once can be sent in private chats only.");
        }

        var caption = media.Caption is { } written ? written.SpeakLinks(LinkRules.SpeaksForItself) : RichText.Empty;
        var pieces = media.Kind is MediaKind.Sticker or MediaKind.RoundVideo
            ? [RichText.Empty, .. TextSplitter.Split(caption, options.MessageLengthMax)]
            : Split(caption, LongestCaption(state));
        var file = Draft(chat, pieces[0], reply) with
        {
            Content = formatted => MediaWriter.Write(media, formatted, sent.PathOf(media.File)),
            IsLike = MediaWriter.IsLike(media),
        };
        var rest = pieces.Skip(1).Select(piece => Draft(chat, piece, reply));
        return new DraftedMessage([file, .. rest])
        {
            Remark = pieces.Count > 1 ? "The caption was too long for Telegram, or had no place there; it follows as a text." : null,
        };
    }

    /// <summary>First all files, in their order; what is left of captions comes after them.</summary>
    private static DraftedMessage Album(IReadOnlyList<DraftedMessage> files) =>
        new([.. files.Select(file => file.Drafts[0]), .. files.SelectMany(file => file.Drafts.Skip(1))])
        {
            Remark = files.Select(file => file.Remark).FirstOrDefault(remark => remark is not null),
        };

    private List<RichText> Split(RichText caption, int longest)
    {
        if (caption.Text.Length <= longest)
        {
            return [caption];
        }

        var first = TextSplitter.Split(caption, longest)[0];
        var rest = TextSplitter.After(caption, first.Text.Length);
        return [first, .. TextSplitter.Split(rest, options.MessageLengthMax)];
    }

    private static Draft Contact(long chat, SharedContact contact, OutgoingReply? reply) => contact.Phones.Count > 0
        ? Draft(chat, RichText.Empty, reply) with { Content = _ => PlaceWriter.Contact(contact), IsLike = PlaceWriter.IsLike(contact) }
        : Draft(chat, RichText.Plain(string.Join('\n', contact.Emails.Prepend(contact.Name).Where(line => line.Length > 0).DefaultIfEmpty("(a contact)"))), reply);

    public static Draft Draft(long chat, RichText text, OutgoingReply? reply) => new(chat, text, reply) { Content = formatted => MessageRequests.Text(formatted) };
}
