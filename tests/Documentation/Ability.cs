using Bridges.Abstractions;

namespace Bridges.Documentation.Tests;

/// <summary>One row of the table: what people call an ability, and the interface that an account has it by.</summary>
internal sealed record Ability(string Name, Type Interface)
{
    public static IReadOnlyList<Ability> All { get; } =
    [
        new("text with formatting, mentions, replies", typeof(IAccount)),
        new("edits", typeof(IEditsMessages)),
        new("deletions", typeof(IDeletesMessages)),
        new("reactions", typeof(IReacts)),
        new("pictures", typeof(ISends<ImageContent>)),
        new("videos", typeof(ISends<VideoContent>)),
        new("GIFs", typeof(ISends<AnimationContent>)),
        new("round videos", typeof(ISends<RoundVideoContent>)),
        new("voice messages", typeof(ISends<VoiceContent>)),
        new("music and sound", typeof(ISends<AudioContent>)),
        new("files", typeof(ISends<FileContent>)),
        new("stickers", typeof(ISends<StickerContent>)),
        new("media to be looked at once", typeof(ISendsViewOnce)),
        new("albums as one", typeof(ISends<AlbumContent>)),
        new("places", typeof(ISends<LocationContent>)),
        new("live locations", typeof(ISends<LiveLocationContent>)),
        new("contacts", typeof(ISends<ContactsContent>)),
        new("polls", typeof(ISends<PollContent>)),
        new("votes", typeof(IVotesInPolls)),
        new("ends of polls", typeof(IEndsPolls)),
        new("events", typeof(ISends<CalendarEventContent>)),
        new("pins", typeof(IPinsMessages)),
        new("buttons of bots and businesses", typeof(IPressesChoices)),
        new("read receipts", typeof(ISendsReadReceipts)),
        new("telling what was played", typeof(ISendsPlayedReceipts)),
        new("typing", typeof(ISendsTyping)),
        new("disappearing messages: setting the timer", typeof(ISetsTimers)),
        new("links to messages", typeof(ILinksMessages)),
        new("sticker packs", typeof(IReadsStickerPacks)),
        new("a list of one's sticker packs", typeof(IListsStickerPacks)),
        new("starting a chat by name or number", typeof(IStartsChats)),
        new("accepting or refusing strangers' chats", typeof(IAnswersMessageRequests)),
        new("blocking people", typeof(IBlocksPeople)),
        new("joining by link", typeof(IJoinsChats)),
        new("leaving", typeof(ILeavesChats)),
        new("deleting chats", typeof(IDeletesChats)),
        new("making groups", typeof(ICreatesGroups)),
        new("a group's name, topic, picture", typeof(IChangesChats)),
        new("a group's members and their roles", typeof(IManagesMembers)),
        new("answering requests to join", typeof(IAnswersJoinRequests)),
        new("invite links", typeof(ISharesInviteLinks)),
        new("muting, archiving, keeping at the top, marking unread", typeof(ISetsChatSettings)),
        new("history read at any time", typeof(IReadsHistory)),
        new("older history asked for", typeof(IRequestsHistory)),
        new("a delivery repeated after a crash arrives once", typeof(IDeduplicatesDeliveries)),
        new("a delivery in doubt is looked up", typeof(IFindsDeliveries)),
        new("own messages are told from those on their way", typeof(IRecognizesDeliveries)),
    ];
}
