using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Carried files, reactions, polls, pins and timers.</summary>
public abstract class CargoCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    private static readonly MessageKey _message = new(Telegram, Group, new RemoteMessageId("5"));
    private static readonly RemoteUserId _ada = new("ada");

    [Fact]
    public async Task Carried_file_is_found_both_ways_until_it_is_old()
    {
        var files = new CarriedFileTable(Database);
        var row = new CarriedFileRow(Telegram, "unique/gif", "mxc://example.org/a", "{}", Now);
        await WriteAsync(CarriedFileTable.Upsert(row with { Mxc = "mxc://example.org/old" }), CarriedFileTable.Upsert(row));

        Assert.Equal(row, await files.FindAsync(Telegram, "unique/gif", Cancellation));
        Assert.Equal(row, await files.ByMxcAsync("mxc://example.org/a", Telegram, Cancellation));
        Assert.Null(await files.FindAsync(Signal, "unique/gif", Cancellation));
        Assert.Null(await files.ByMxcAsync("mxc://example.org/a", Signal, Cancellation));

        await WriteAsync(CarriedFileTable.Prune(Now + 1));
        Assert.Null(await files.FindAsync(Telegram, "unique/gif", Cancellation));
    }

    [Fact]
    public async Task Reactions_are_those_of_a_person_on_a_message()
    {
        var reactions = new ReactionTable(Database);
        var (first, second) = (new ReactionRow(_message, _ada, "👍", "$1", 5), new ReactionRow(_message, _ada, "🔥", "$2", 6));
        await WriteAsync(
            ReactionTable.Insert(second), ReactionTable.Insert(first), ReactionTable.Insert(first with { Sender = new("bob"), EventId = "$3" }),
            ReactionTable.Insert(first with { Message = _message with { Chat = Direct }, EventId = "$4" }));

        Assert.Equal([first, second], await reactions.OfPersonAsync(_message, _ada, Cancellation));
        Assert.Equal(second, await reactions.ByEventAsync("$2", Cancellation));

        await WriteAsync(ReactionTable.Remove(first));
        Assert.Equal([second], await reactions.OfPersonAsync(_message, _ada, Cancellation));
        Assert.NotNull(await reactions.ByEventAsync("$3", Cancellation));
    }

    [Fact]
    public async Task Reactions_that_are_shown_and_those_that_are_only_counted_are_told_apart()
    {
        var reactions = new ReactionTable(Database);
        Assert.Equal((0, 0), await reactions.CountAsync(_message, Cancellation));
        var other = _message with { Message = new("6") };
        await WriteAsync(
            ReactionTable.Insert(new ReactionRow(_message, _ada, "👍", "$1", 5)),
            ReactionTable.Insert(new ReactionRow(_message, _ada, "🔥", "", 6)),
            ReactionTable.Insert(new ReactionRow(_message, new("bob"), "👍", "", 7)),
            ReactionTable.Insert(new ReactionRow(_message, new(""), "+", "$count", 2)),
            ReactionTable.Insert(new ReactionRow(other, _ada, "👍", "$2", 8)),
            ReactionTable.Insert(new ReactionRow(other with { Chat = Direct }, _ada, "👍", "", 9)));

        // The bot's own, which says how many are counted, is none of them.
        Assert.Equal((1, 2), await reactions.CountAsync(_message, Cancellation));
        Assert.Equal([("ada", "👍"), ("ada", "🔥")], (await reactions.OfPeopleAsync(_message, before: 7, Cancellation)).Select(row => (row.Sender.Value, row.Key)));
        Assert.Equal([_message, other with { Chat = Direct }], (await reactions.CountedAsync(Cancellation)).OrderBy(message => message.Message.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Polls_and_votes_are_the_last_that_were_set()
    {
        var polls = new PollTable(Database);
        var poll = new PollRow(_message, "$p", "[]");
        await WriteAsync(PollTable.Upsert(poll), PollTable.Upsert(poll with { ResultEvent = "$r", HasEnded = true }), PollTable.Vote(_message, _ada, "a"), PollTable.Vote(_message, _ada, "b"));

        Assert.Equal(poll with { ResultEvent = "$r", HasEnded = true }, await polls.FindAsync(_message, Cancellation));
        Assert.Equal(_message, (await polls.ByEventAsync("$p", Cancellation))!.Message);
        Assert.Equal("b", await polls.VoteOfAsync(_message, _ada, Cancellation));
        Assert.Null(await polls.VoteOfAsync(_message, new("bob"), Cancellation));
    }

    [Fact]
    public async Task Shared_place_is_due_while_it_has_something_to_show()
    {
        var places = new LiveLocationTable(Database);
        var row = new LiveLocationRow
        {
            EventId = "$1", RoomId = "!r", Network = Telegram, Chat = Group, Message = new("5"), Account = new("4711"), Sender = "ada",
            FromMatrix = false, IsBeacon = true, Place = "a", BeganAt = Now, EndsAt = Now + 1000,
        };
        await WriteAsync(LiveLocationTable.Insert(row), LiveLocationTable.Insert(row with { Place = "another" }), LiveLocationTable.Insert(row with { EventId = "$2", Message = null, FromMatrix = true, Sender = "@ada" }));
        Task<IReadOnlyList<LiveLocationRow>> DueAsync(long now) => places.DueAsync(fromMatrix: false, now, shownBefore: now - 10, 10, Cancellation);

        Assert.Equal([row], await DueAsync(Now));
        await WriteAsync(LiveLocationTable.Shown("$1", 0, Now), LiveLocationTable.Moved("$1", "b", 2), LiveLocationTable.Moved("$1", "c", 1));
        Assert.Empty(await DueAsync(Now));
        Assert.Equal(("b", 2), Assert.Single((await DueAsync(Now + 10)).Select(due => (due.Place, due.Version))));
        await WriteAsync(LiveLocationTable.Shown("$1", 2, Now + 10));
        Assert.Empty(await DueAsync(Now + 30));
        Assert.Single(await DueAsync(Now + 1000));
        await WriteAsync(LiveLocationTable.Ended("$1", "d", 3), LiveLocationTable.Moved("$1", "e", 4));
        Assert.Equal(("d", true), Assert.Single((await DueAsync(Now)).Select(due => (due.Place, due.HasEnded))));
        await WriteAsync(LiveLocationTable.Close("$1"));
        Assert.Empty(await DueAsync(Now + 1000));
        Assert.Equal("d", (await places.ByMessageAsync(_message, Cancellation))!.Place);

        Assert.Equal("$2", (await places.OpenOfAsync("!r", "@ada", Cancellation))!.EventId);
        await WriteAsync(LiveLocationTable.Sent("$2", new("9"), "f", 7, Now));
        Assert.Equal(("f", 7, 7), await places.FindAsync("$2", Cancellation) is { } sent ? (sent.Place, sent.Version, sent.ShownVersion) : default);
        await WriteAsync(LiveLocationTable.Ended("$2"));
        Assert.Null(await places.OpenOfAsync("!r", "@ada", Cancellation));
    }

    [Fact]
    public async Task Sharing_without_a_place_is_due_only_when_its_time_is_over()
    {
        var places = new LiveLocationTable(Database);
        var row = new LiveLocationRow { EventId = "$1", RoomId = "!r", Network = Telegram, Chat = Group, Account = new("4711"), Sender = "@ada", FromMatrix = true, IsBeacon = true, BeganAt = Now, EndsAt = Now + 1000 };
        await WriteAsync(LiveLocationTable.Insert(row));

        Assert.Empty(await places.DueAsync(fromMatrix: true, Now + 999, shownBefore: Now, 10, Cancellation));
        Assert.Equal([row], await places.DueAsync(fromMatrix: true, Now + 1000, shownBefore: Now, 10, Cancellation));
    }

    [Fact]
    public async Task A_persons_beacon_replaces_the_one_before_it()
    {
        var places = new LiveLocationTable(Database);
        var row = new LiveLocationRow { EventId = "$1", RoomId = "!r", Network = Telegram, Chat = Group, Message = new("5"), Account = new("4711"), Sender = "ada", FromMatrix = false, IsBeacon = true, Place = "a", BeganAt = Now, EndsAt = Now + 1000 };
        await WriteAsync(
            LiveLocationTable.Insert(row), LiveLocationTable.Insert(row with { EventId = "$2", Message = new("6") }),
            LiveLocationTable.Insert(row with { EventId = "$3", Message = new("7"), Sender = "bob" }), LiveLocationTable.CloseOthers("!r", "ada", "$2"));

        Assert.Equal(["$2", "$3"], (await places.DueAsync(fromMatrix: false, Now, Now, 10, Cancellation)).Select(due => due.EventId).Order());
        await WriteAsync(LiveLocationTable.Prune(Now + 1001));
        Assert.Null(await places.FindAsync("$2", Cancellation));
    }

    [Fact]
    public async Task Pins_are_those_of_a_chat()
    {
        var pins = new PinTable(Database);
        await WriteAsync(PinTable.Insert(_message), PinTable.Insert(_message), PinTable.Insert(_message with { Chat = Direct }), PinTable.Insert(_message with { Message = new("6") }));
        await WriteAsync(PinTable.Remove(_message with { Message = new("6") }));

        Assert.Equal([_message.Message], await pins.OfChatAsync(Telegram, Group, Cancellation));
    }

    [Fact]
    public async Task Timer_that_begins_with_reading_is_due_only_then()
    {
        var timers = new TimerTable(Database);
        var fromSent = new TimerRow("$1", _message, "!r:example.org", 10, SentAt: 100, DueAt: 110, JournalId: 1);
        var fromRead = new TimerRow("$2", _message, "!r:example.org", 10, SentAt: 200, DueAt: null, JournalId: 2);
        await WriteAsync(TimerTable.Insert(fromSent), TimerTable.Insert(fromRead), TimerTable.Insert(fromRead with { EventId = "$3", SentAt = 300, JournalId = 3 }));

        Assert.Equal([fromSent], await timers.DueAsync(1_000_000, 10, Cancellation));
        Assert.Equal(110, await timers.NextAsync(Cancellation));

        await WriteAsync(TimerTable.Remove("$1"), TimerTable.Read(UpTo("$untimed", 250), readAt: 5000));
        Assert.Equal([fromRead with { DueAt = 5010 }], await timers.DueAsync(5010, 10, Cancellation));
        Assert.Empty(await timers.DueAsync(5009, 10, Cancellation));
        await WriteAsync(TimerTable.Remove("$2"));
        Assert.Null(await timers.NextAsync(Cancellation));
    }

    [Theory]
    [InlineData("$fast", "$fast")]
    [InlineData("$slow", "$fast $slow")]
    [InlineData("$same row", "$fast $same row $slow")]
    public async Task Timer_begins_with_the_reading_of_what_came_later_whatever_its_author_s_clock_says(string read, string begun)
    {
        var timers = new TimerTable(Database);
        var fast = new TimerRow("$fast", _message, "!r:example.org", 10, SentAt: 900, DueAt: null, JournalId: 1);
        await WriteAsync(
            TimerTable.Insert(fast), TimerTable.Insert(fast with { EventId = "$slow", SentAt = 100, JournalId = 2 }),
            TimerTable.Insert(fast with { EventId = "$same row", SentAt = 200, JournalId = 2 }));

        await WriteAsync(TimerTable.Read(UpTo(read, 500), readAt: 5000));

        Assert.Equal(begun, string.Join(' ', (await timers.DueAsync(5010, 10, Cancellation)).Select(due => due.EventId).Order(StringComparer.Ordinal)));
    }

    private static MessageRow UpTo(string eventId, long timestamp) => new()
    {
        Network = _message.Network, Chat = _message.Chat, Message = _message.Message, Part = "", EventId = eventId, RoomId = "!r:example.org", Ordinal = 0, FromMatrix = false,
        Sender = new RemoteUserId("7"), Timestamp = timestamp,
    };
}
