using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Incoming;
using Bridges.Telegram.State;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Documentation;

/// <summary>The table in docs/telegram.md says what the code does: both columns of the kinds of message, and the abilities.</summary>
public sealed class BridgedKindsTests
{
    private const string File = """{"@type":"file","id":1,"size":5,"local":{},"remote":{"id":"r","unique_id":"u"}}""";
    private const string Place = """{"@type":"location","latitude":1.5,"longitude":2.5}""";

    /// <summary>A row's beginning, TDLib's content of that kind, and what it is here.</summary>
    public static TheoryData<string, string, Type> Kinds => new()
    {
        { "photos", """{"@type":"messagePhoto","photo":{"sizes":[{"width":1,"height":1,"photo":FILE}]}}""", typeof(ImageContent) },
        { "videos", """{"@type":"messageVideo","video":{"video":FILE}}""", typeof(VideoContent) },
        { "animations", """{"@type":"messageAnimation","animation":{"animation":FILE}}""", typeof(AnimationContent) },
        { "round videos", """{"@type":"messageVideoNote","video_note":{"video":FILE}}""", typeof(RoundVideoContent) },
        { "voice messages", """{"@type":"messageVoiceNote","voice_note":{"voice":FILE}}""", typeof(VoiceContent) },
        { "music", """{"@type":"messageAudio","audio":{"audio":FILE}}""", typeof(AudioContent) },
        { "files", """{"@type":"messageDocument","document":{"document":FILE}}""", typeof(FileContent) },
        { "stickers", """{"@type":"messageSticker","sticker":{"sticker":FILE}}""", typeof(StickerContent) },
        { "places", """{"@type":"messageLocation","location":PLACE}""", typeof(LocationContent) },
        { "venues", """{"@type":"messageVenue","venue":{"title":"x","location":PLACE}}""", typeof(LocationContent) },
        { "live locations", """{"@type":"messageLiveLocation","location":{"location":PLACE}}""", typeof(LiveLocationContent) },
        { "contacts", """{"@type":"messageContact","contact":{"first_name":"x"}}""", typeof(ContactsContent) },
        { "polls", """{"@type":"messagePoll","poll":{"question":{"text":"x"},"options":[]}}""", typeof(PollContent) },
        { "calls", """{"@type":"messageCall"}""", typeof(CallContent) },
        { "dice", """{"@type":"messageDice","emoji":"x"}""", typeof(UnsupportedContent) },
    };

    public static TheoryData<string, Type> Abilities => new()
    {
        { "edits", typeof(IEditsMessages) },
        { "deletions", typeof(IDeletesMessages) },
        { "albums", typeof(ISends<AlbumContent>) },
        { "votes", typeof(IVotesInPolls) },
        { "reactions", typeof(IReacts) },
        { "pins", typeof(IPinsMessages) },
        { "buttons of bots", typeof(IPressesChoices) },
        { "read receipts", typeof(ISendsReadReceipts) },
        { "typing", typeof(ISendsTyping) },
        { "timers of chats", typeof(ISetsTimers) },
        { "links to messages", typeof(ILinksMessages) },
        { "joins and leaves", typeof(IManagesMembers) },
        { "names, pictures", typeof(IChangesChats) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_message_goes_where_the_table_says(string row, string content, Type kind)
    {
        var filled = content.Replace("FILE", File, StringComparison.Ordinal).Replace("PLACE", Place, StringComparison.Ordinal);
        var message = JsonSerializer.Deserialize<JsonElement>("""{"id":1048576,"chat_id":5,"content":""" + filled + "}");

        var told = ContentTranslator.Translate(message, new TdState());

        var (from, to) = Row(row);
        Assert.IsType(kind, told);
        Assert.Equal(told is not (UnsupportedContent or CallContent), from);
        Assert.Equal(typeof(ISends<>).MakeGenericType(kind).IsAssignableFrom(typeof(UserAccount)), to);
    }

    [Theory]
    [MemberData(nameof(Abilities))]
    public void An_ability_is_there_where_the_table_says(string row, Type ability) =>
        Assert.Equal(ability.IsAssignableFrom(typeof(UserAccount)), Row(row).To);

    private static (bool From, bool To) Row(string start)
    {
        var cells = System.IO.File.ReadLines(RepositoryRoot.Combine("docs/telegram.md")).Select(line => line.Split('|')).Single(cells => cells.Length == 5 && cells[1].Trim().StartsWith(start, StringComparison.Ordinal));
        return (IsYes(cells[2]), IsYes(cells[3]));
    }

    private static bool IsYes(string cell) => cell.Trim().StartsWith("yes", StringComparison.Ordinal);
}
