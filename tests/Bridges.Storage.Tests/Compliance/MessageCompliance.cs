using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Which message is which event.</summary>
public abstract class MessageCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    private MessageTable Messages => new(Database);

    [Fact]
    public async Task Message_is_read_back_as_it_was_noted()
    {
        var row = Message("1") with { Chat = Direct, Part = "photo", Ordinal = 2, FromMatrix = true, Version = 4, IsDeleted = true };

        await NoteAsync(row);

        Assert.Equal([row], await Messages.ByRemoteAsync(Telegram, Direct, row.Message, Cancellation));
        Assert.Equal([row], await Messages.ByEventAsync(row.EventId, Cancellation));
    }

    [Fact]
    public async Task Message_that_is_known_stays_as_it_is()
    {
        await NoteAsync(Message("1"));

        Assert.Equal(0, (await NoteAsync(Message("1") with { EventId = "$other" }))[^1]);
        Assert.Empty(await Messages.ByEventAsync("$other", Cancellation));
    }

    [Fact]
    public async Task Parts_of_a_message_and_messages_of_an_event_come_in_order()
    {
        await NoteAsync(
            Message("1") with { Part = "a", Ordinal = 2, EventId = "$2" },
            Message("1") with { Part = "b", Ordinal = 1, EventId = "$1" },
            Message("9") with { Ordinal = 1, EventId = "$long" },
            Message("8") with { Ordinal = 2, EventId = "$long" });

        Assert.Equal(["$1", "$2"], (await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation)).Select(row => row.EventId));
        Assert.Equal(["9", "8"], (await Messages.ByEventAsync("$long", Cancellation)).Select(row => row.Message.Value));
    }

    [Fact]
    public async Task Same_message_id_in_another_chat_or_for_another_account_or_network_is_another_message()
    {
        await NoteAsync(
            Message("1"),
            Message("1") with { Chat = Group with { Receiver = new AccountId("4711") } },
            Message("1") with { Network = Signal });

        Assert.Single(await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation));
    }

    [Fact]
    public async Task Edit_and_deletion_are_noted_on_what_they_are_about()
    {
        await NoteAsync(
            Message("1") with { Part = "a" }, Message("1") with { Part = "b" }, Message("2"));

        await WriteAsync(
            MessageTable.SetVersion(Telegram, Group, new RemoteMessageId("1"), "a", 7), MessageTable.MarkDeleted(Telegram, Group, new RemoteMessageId("2")));

        var first = await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation);
        Assert.Equal([7, 0], first.OrderBy(row => row.Part, StringComparer.Ordinal).Select(row => row.Version));
        Assert.DoesNotContain(first, row => row.IsDeleted);
        Assert.True(Assert.Single(await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("2"), Cancellation)).IsDeleted);
    }

    [Fact]
    public async Task Oldest_message_of_a_chat_goes_by_time_then_by_number_and_is_no_other_chats()
    {
        Assert.Null(await Messages.OldestAsync(Telegram, Group, Cancellation));
        await NoteAsync(
            Message("10") with { Timestamp = 10 },
            Message("9") with { Timestamp = 10 },
            Message("3") with { Timestamp = 20 },
            Message("1") with { Timestamp = 1, Chat = Direct },
            Message("2") with { Timestamp = 1, Network = Signal });

        Assert.Equal("9", (await Messages.OldestAsync(Telegram, Group, Cancellation))?.Message.Value);
    }

    [Fact]
    public async Task Messages_of_a_chat_are_counted_once_however_many_parts_they_have()
    {
        Assert.Equal(0, await Messages.CountAsync(Telegram, Group, Cancellation));
        await NoteAsync(
            Message("1") with { Part = "a", EventId = "$a" },
            Message("1") with { Part = "b", EventId = "$b" },
            Message("2"),
            Message("3") with { Chat = Direct },
            Message("4") with { Network = Signal });

        Assert.Equal(2, await Messages.CountAsync(Telegram, Group, Cancellation));
    }

    [Fact]
    public async Task Newest_messages_come_by_time_then_by_number()
    {
        await NoteAsync(
            Message("9") with { Timestamp = 20 },
            Message("10") with { Timestamp = 20 },
            Message("11") with { Timestamp = 10 },
            Message("12") with { Timestamp = 90, Chat = Direct });

        Assert.Equal(["10", "9"], (await Messages.NewestAsync(Telegram, Group, limit: 2, Cancellation)).Select(row => row.Message.Value));
    }

    [Fact]
    public async Task Receipt_for_an_unknown_message_falls_on_the_newest_that_is_not_younger()
    {
        await NoteAsync(Message("1") with { Timestamp = 10 }, Message("3") with { Timestamp = 30 });

        Assert.Equal("3", await NewestUpToAsync("3", 10));
        Assert.Equal("1", await NewestUpToAsync("2", 20));
        Assert.Null(await NewestUpToAsync("0", 5));
    }

    [Fact]
    public async Task Newest_before_a_time_is_not_of_that_time()
    {
        await NoteAsync(Message("1") with { Timestamp = 10 }, Message("3") with { Timestamp = 30 });

        Assert.Equal("1", (await Messages.NewestBeforeAsync(Telegram, Group, 30, Cancellation))?.Message.Value);
        Assert.Null(await Messages.NewestBeforeAsync(Telegram, Group, 10, Cancellation));
    }

    [Fact]
    public async Task Chat_that_goes_on_in_another_room_has_each_message_in_the_room_it_was_shown_in()
    {
        await NoteAsync(Message("1"), Message("2") with { RoomId = "!upgraded:example.org" });

        Assert.Equal(["!upgraded:example.org", "!room:example.org"], (await Messages.NewestAsync(Telegram, Group, limit: 2, Cancellation)).Select(row => row.RoomId));
    }

    [Fact]
    public async Task Chat_that_is_forgotten_begins_anew_and_others_stay()
    {
        var other = Message("1") with { Chat = Direct, RoomId = "!direct:example.org" };
        await NoteAsync(Message("1"), other);

        await WriteAsync([.. MessageTable.RemoveAll(Telegram, Group)]);
        var again = Message("1") with { RoomId = "!next:example.org" };
        await NoteAsync(again);

        Assert.Equal([again], await Messages.NewestAsync(Telegram, Group, limit: 10, Cancellation));
        Assert.Equal([other], await Messages.NewestAsync(Telegram, Direct, limit: 10, Cancellation));
    }

    [Fact]
    public async Task Messages_go_along_with_their_chat_and_what_is_known_under_its_new_key_stays()
    {
        var known = Message("of:1") with { Chat = Direct, EventId = "$known", RoomId = "!direct:example.org" };
        await NoteAsync(Message("1") with { EventId = "$double" }, Message("2") with { RoomId = "!upgraded:example.org" }, known);

        await WriteAsync([.. MessageMoves.Of(Telegram, Group, Direct, "of:")]);

        Assert.Equal(
            [Message("of:2") with { Chat = Direct, EventId = "$2", RoomId = "!upgraded:example.org" }, known],
            await Messages.NewestAsync(Telegram, Direct, limit: 10, Cancellation));
        Assert.Empty(await Messages.NewestAsync(Telegram, Group, limit: 10, Cancellation));
        Assert.Empty(await Messages.ByEventAsync("$double", Cancellation));
    }

    [Fact]
    public async Task Chat_moved_to_a_key_under_which_nothing_is_known_takes_its_messages_and_their_rooms_along()
    {
        var later = Message("2") with { RoomId = "!upgraded:example.org" };
        await NoteAsync(Message("1"), later);

        await WriteAsync([.. MessageMoves.Of(Telegram, Group, Direct, "")]);

        Assert.Equal([later with { Chat = Direct }, Message("1") with { Chat = Direct }], await Messages.NewestAsync(Telegram, Direct, limit: 10, Cancellation));
    }

    [Theory]
    [InlineData("$1")]
    [InlineData("$15163622445EBvZJ:example.org")]
    [InlineData("$acR1l0raoZnm60CBwAVgqbZqoO/mYU81xysh1u7XcJk")]
    [InlineData("$äöü\U0001F600äöüäöü\U0001F600")]
    public async Task Events_whose_ids_begin_and_end_alike_are_told_apart(string id)
    {
        var alike = id.Length > 14 ? $"{id[..6]}-{id[6..]}" : $"{id}{id}";
        await NoteAsync(Message("1") with { EventId = id }, Message("2") with { EventId = alike });

        Assert.Equal("1", Assert.Single(await Messages.ByEventAsync(id, Cancellation)).Message.Value);
        Assert.Equal("2", Assert.Single(await Messages.ByEventAsync(alike, Cancellation)).Message.Value);
    }

    private ValueTask<int[]> NoteAsync(params IEnumerable<MessageRow> rows) => WriteAsync([.. rows.SelectMany(MessageTable.Insert)]);

    private static MessageRow Message(string id) => new()
    {
        Network = Telegram,
        Chat = Group,
        Message = new RemoteMessageId(id),
        Part = "",
        Ordinal = 0,
        EventId = $"${id}",
        RoomId = "!room:example.org",
        Sender = new RemoteUserId("42"),
        FromMatrix = false,
        Timestamp = 1000,
    };

    private async Task<string?> NewestUpToAsync(string id, long timestamp) =>
        (await Messages.NewestUpToAsync(Telegram, Group, new RemoteMessageId(id), timestamp, Cancellation))?.Message.Value;
}
