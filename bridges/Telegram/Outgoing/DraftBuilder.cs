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
    public TextLimits LimitsFor(TdState state) => TextLimits.Of(options, state);

    /// <param name="sent">Names, meanwhile, the files that are to be sent; to be disposed of when they are.</param>
    /// <exception cref="BridgeException">It is nothing that Telegram takes.</exception>
    public DraftedMessage Build(OutgoingMessage message, OutgoingReply? reply, TdState state, NamedFiles sent) =>
        Build(message, reply, state, LimitsFor(state), sent);

    /// <inheritdoc cref="Build(OutgoingMessage, OutgoingReply?, TdState, NamedFiles)"/>
    public static DraftedMessage Build(OutgoingMessage message, OutgoingReply? reply, TdState state, TextLimits limits, NamedFiles sent)
    {
        var chat = RemoteIds.Chat(message.Chat.Chat);
        var isPrivate = ChatIds.IsUser(chat);
        var drafted = message.Content switch
        {
            TextContent text => Texts(chat, text, reply, limits),
            AlbumContent album => Album(
                [.. album.Items.Select((item, index) => File(chat, index == 0 ? item with { Caption = album.FirstCaption() } : item, reply, isPrivate, limits, sent))]),
            MediaContent media => File(chat, media, reply, isPrivate, limits, sent),
            ContactsContent contacts => new DraftedMessage([.. contacts.Contacts.Select(contact => Contact(chat, contact, reply))]),
            PollContent poll when isPrivate => Texts(chat, new TextContent(PlaceWriter.AsText(poll)), reply, limits) with
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

    public static DraftedMessage Texts(long chat, TextContent text, OutgoingReply? reply, TextLimits limits) => new(
    [
        .. OutgoingText.Split(text, limits.Text).Select(piece => Draft(chat, piece, reply) with
        {
            Content = formatted => MessageRequests.Text(formatted, withoutPreview: text.Previews is { Count: 0 }),
        }),
    ]);

    /// <summary>A caption that is too long, or that this kind has no place for, follows as a text.</summary>
    private static DraftedMessage File(long chat, MediaContent media, OutgoingReply? reply, bool isPrivate, TextLimits limits, NamedFiles sent)
    {
        if (media.IsViewOnce && !isPrivate)
        {
            throw BridgeException.Permanent("On Telegram, what may be looked at once can be sent in private chats only.");
        }

        var caption = media.Caption is { } written ? written.SpeakLinks(LinkRules.SpeaksForItself) : RichText.Empty;
        var pieces = media.Kind is MediaKind.Sticker or MediaKind.RoundVideo
            ? [RichText.Empty, .. TextSplitter.Split(caption, limits.Text)]
            : Captions(caption, limits);
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

    /// <summary>What stands below a file, which may be nothing, and what follows as texts.</summary>
    public static IReadOnlyList<RichText> Captions(RichText caption, TextLimits limits)
    {
        var pieces = TextSplitter.Split(caption, limits.Caption, limits.Text);
        return pieces.Count > 0 ? pieces : [RichText.Empty];
    }

    private static Draft Contact(long chat, SharedContact contact, OutgoingReply? reply) => contact.Phones.Count > 0
        ? Draft(chat, RichText.Empty, reply) with { Content = _ => PlaceWriter.Contact(contact), IsLike = PlaceWriter.IsLike(contact) }
        : Draft(chat, RichText.Plain(string.Join('\n', contact.Emails.Prepend(contact.Name).Where(line => line.Length > 0).DefaultIfEmpty("(a contact)"))), reply);

    public static Draft Draft(long chat, RichText text, OutgoingReply? reply) => new(chat, text, reply) { Content = formatted => MessageRequests.Text(formatted) };
}
