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

        await WriteAsync(MessageTable.Insert(row));

        Assert.Equal([row], await Messages.ByRemoteAsync(Telegram, Direct, row.Message, Cancellation));
        Assert.Equal([row], await Messages.ByEventAsync(row.EventId, Cancellation));
    }

    [Fact]
    public async Task Message_that_is_known_stays_as_it_is()
    {
        await WriteAsync(MessageTable.Insert(Message("1")));

        Assert.Equal(0, (await WriteAsync(MessageTable.Insert(Message("1") with { EventId = "$other" })))[0]);
        Assert.Empty(await Messages.ByEventAsync("$other", Cancellation));
    }

    [Fact]
    public async Task Parts_of_a_message_and_messages_of_an_event_come_in_order()
    {
        await WriteAsync(
            MessageTable.Insert(Message("1") with { Part = "a", Ordinal = 2, EventId = "$2" }),
            MessageTable.Insert(Message("1") with { Part = "b", Ordinal = 1, EventId = "$1" }),
            MessageTable.Insert(Message("9") with { Ordinal = 1, EventId = "$long" }),
            MessageTable.Insert(Message("8") with { Ordinal = 2, EventId = "$long" }));

        Assert.Equal(["$1", "$2"], (await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation)).Select(row => row.EventId));
        Assert.Equal(["9", "8"], (await Messages.ByEventAsync("$long", Cancellation)).Select(row => row.Message.Value));
    }

    [Fact]
    public async Task Same_message_id_in_another_chat_or_for_another_account_or_network_is_another_message()
    {
        await WriteAsync(
            MessageTable.Insert(Message("1")),
            MessageTable.Insert(Message("1") with { Chat = Group with { Receiver = new AccountId("4711") } }),
            MessageTable.Insert(Message("1") with { Network = Signal }));

        Assert.Single(await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation));
    }

    [Fact]
    public async Task Edit_and_deletion_are_noted_on_what_they_are_about()
    {
        await WriteAsync(
            MessageTable.Insert(Message("1") with { Part = "a" }), MessageTable.Insert(Message("1") with { Part = "b" }), MessageTable.Insert(Message("2")));

        await WriteAsync(
            MessageTable.SetVersion(Telegram, Group, new RemoteMessageId("1"), "a", 7), MessageTable.MarkDeleted(Telegram, Group, new RemoteMessageId("2")));

        var first = await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("1"), Cancellation);
        Assert.Equal([7, 0], first.OrderBy(row => row.Part, StringComparer.Ordinal).Select(row => row.Version));
        Assert.DoesNotContain(first, row => row.IsDeleted);
        Assert.True(Assert.Single(await Messages.ByRemoteAsync(Telegram, Group, new RemoteMessageId("2"), Cancellation)).IsDeleted);
    }

    [Fact]
    public async Task Newest_messages_come_by_time_then_by_number()
    {
        await WriteAsync(
            MessageTable.Insert(Message("9") with { Timestamp = 20 }),
            MessageTable.Insert(Message("10") with { Timestamp = 20 }),
            MessageTable.Insert(Message("11") with { Timestamp = 10 }),
            MessageTable.Insert(Message("12") with { Timestamp = 90, Chat = Direct }));

        Assert.Equal(["10", "9"], (await Messages.NewestAsync(Telegram, Group, limit: 2, Cancellation)).Select(row => row.Message.Value));
    }

    [Fact]
    public async Task Receipt_for_an_unknown_message_falls_on_the_newest_that_is_not_younger()
    {
        await WriteAsync(MessageTable.Insert(Message("1") with { Timestamp = 10 }), MessageTable.Insert(Message("3") with { Timestamp = 30 }));

        Assert.Equal("3", await NewestUpToAsync("3", 10));
        Assert.Equal("1", await NewestUpToAsync("2", 20));
        Assert.Null(await NewestUpToAsync("0", 5));
    }

    [Fact]
    public async Task Newest_before_a_time_is_not_of_that_time()
    {
        await WriteAsync(MessageTable.Insert(Message("1") with { Timestamp = 10 }), MessageTable.Insert(Message("3") with { Timestamp = 30 }));

        Assert.Equal("1", (await Messages.NewestBeforeAsync(Telegram, Group, 30, Cancellation))?.Message.Value);
        Assert.Null(await Messages.NewestBeforeAsync(Telegram, Group, 10, Cancellation));
    }

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
