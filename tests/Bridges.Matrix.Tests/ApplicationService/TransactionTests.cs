using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace Bridges.Matrix.Tests;

public sealed class TransactionTests
{
    private const string Message =
        """{"type":"m.room.message","event_id":"$1","room_id":"!r:hs.test","sender":"@a:hs.test","origin_server_ts":1600000000000, "content":{"body":"ä"},"unsigned":{"age":5}}""";

    [Fact]
    public void Event_is_read_and_kept_byte_for_byte()
    {
        var entry = Assert.Single(Accepted($$"""{"events":[ {{Message}} ]}""").Events);

        Assert.NotNull(entry.Event);
        Assert.Null(entry.UnreadableBecause);
        Assert.Equal(Message, Encoding.UTF8.GetString(entry.Json.Span));
        Assert.Equal(
            ("m.room.message", new EventId("$1"), new RoomId("!r:hs.test"), new UserId("@a:hs.test"), null),
            (entry.Event.Type, entry.Event.EventId, entry.Event.RoomId, entry.Event.Sender, entry.Event.StateKey));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000), entry.Event.OriginServerTs);
        Assert.Equal("ä", entry.Event.Content.GetProperty("body").GetString());
        Assert.Equal(5, entry.Event.Unsigned!.Value.GetProperty("age").GetInt32());
    }

    [Fact]
    public void Event_outlives_the_body_it_came_in()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"events":[{{Message}}]}""");
        var entry = Assert.Single(TransactionReader.Read(body).Transaction!.Events);

        Array.Clear(body);

        Assert.Equal("ä", entry.Event!.Content.GetProperty("body").GetString());
        Assert.Equal(Message, Encoding.UTF8.GetString(entry.Json.Span));
    }

    [Theory]
    [InlineData("17", "no JSON object")]
    [InlineData("null", "no JSON object")]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"t","event_id":"1","room_id":"!r","sender":"@a:b","content":{}}""", "event_id")]
    [InlineData("""{"type":"t","event_id":"$1","room_id":"#r","sender":"@a:b","content":{}}""", "room_id")]
    [InlineData("""{"type":"t","event_id":"$1","room_id":"!r","sender":"a","content":{}}""", "sender")]
    [InlineData("""{"type":"t","event_id":"$1","room_id":"!r","sender":"@a:b","content":[]}""", "content")]
    [InlineData("""{"type":"\ud800","event_id":"$1","room_id":"!r","sender":"@a:b","content":{}}""", "Unicode")]
    [InlineData("""{"type":"t","event_id":"$1","room_id":"!r","sender":"@a:b","content":{"x":[{"\udc00":1}]}}""", "Unicode")]
    public void Bad_event_is_kept_with_the_reason_and_hides_no_other(string bad, string reason)
    {
        var events = Accepted($$"""{"events":[{{Message}},{{bad}},{{Message}}]}""").Events;

        Assert.Equal([true, false, true], events.Select(entry => entry.Event is not null));
        Assert.Equal(bad, Encoding.UTF8.GetString(events[1].Json.Span));
        Assert.Contains(reason, events[1].UnreadableBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_that_is_not_utf8_hides_no_other()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"events":[{{Message}},{{Message}}]}""");
        body[Array.IndexOf(body, (byte)0xC3)] = 0xFF;

        var events = TransactionReader.Read(body).Transaction!.Events;

        Assert.Equal([false, true], events.Select(entry => entry.Event is not null));
    }

    [Fact]
    public void Escaped_pairs_are_unicode()
    {
        var events = Accepted($$"""{"events":[{{Message.Replace("ä", "\\ud83d\\ude00", StringComparison.Ordinal)}}]}""").Events;

        Assert.Equal("😀", Assert.Single(events).Event!.Content.GetProperty("body").GetString());
    }

    [Fact]
    public void Event_that_is_nested_too_deeply_hides_no_other()
    {
        var deep = $$$"""{"type":"t","event_id":"$1","room_id":"!r","sender":"@a:b","content":{"x":{{{new string('[', 30_000)}}}{{{new string(']', 30_000)}}}}}""";

        var events = Accepted($$"""{"events":[{{deep}},{{Message}}]}""").Events;

        Assert.Equal([false, true], events.Select(entry => entry.Event is not null));
    }

    [Fact]
    public void Event_that_is_too_long_hides_no_other()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"events":["{{new string('x', TransactionEvent.MaxBytes)}}",{{Message}}]}""");

        var events = TransactionReader.Read(body).Transaction!.Events;

        Assert.Equal([false, true], events.Select(entry => entry.Event is not null));
    }

    [Theory]
    [InlineData("", MatrixErrorCodes.NotJson)]
    [InlineData("nonsense", MatrixErrorCodes.NotJson)]
    [InlineData("{\"events\":[", MatrixErrorCodes.NotJson)]
    [InlineData("{\"events\":[]} trailing", MatrixErrorCodes.NotJson)]
    [InlineData("[]", MatrixErrorCodes.BadJson)]
    [InlineData("{\"events\":{}}", MatrixErrorCodes.BadJson)]
    [InlineData("{\"events\":null}", MatrixErrorCodes.BadJson)]
    public void Body_that_is_no_transaction_is_refused(string body, string errorCode)
    {
        var result = TransactionReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.False(result.IsAccepted);
        Assert.Equal(errorCode, result.Refusal.ErrorCode);
    }

    [Fact]
    public void Million_brackets_are_walked_over()
    {
        var nested = new string('[', 1_000_000) + new string(']', 1_000_000);

        Assert.Empty(Accepted($$"""{"other":{{nested}},"events":[]}""").Events);
    }

    [Fact]
    public void Unknown_keys_and_absent_lists_are_fine()
    {
        var transaction = Accepted("""{"de.sorunome.msc2409.to_device":[{"x":1}],"org.matrix.msc3202.device_lists":{"changed":[]}}""");

        Assert.Empty(transaction.Events);
        Assert.Empty(transaction.Ephemeral);
    }

    [Fact]
    public void Redaction_tells_its_target_from_either_place()
    {
        const string head = """{"type":"m.room.redaction","event_id":"$1","room_id":"!r","sender":"@a:b",""";
        var events = Accepted($$$"""{"events":[{{{head}}}"redacts":"$x","content":{}},{{{head}}}"content":{"redacts":"$x"}}]}""").Events;

        Assert.All(events, entry => Assert.Equal(new EventId("$x"), entry.Event!.Redacts));
    }

    [Theory]
    [InlineData("""{"ephemeral":[T],"de.sorunome.msc2409.ephemeral":[T]}""")]
    [InlineData("""{"de.sorunome.msc2409.ephemeral":[T],"ephemeral":[]}""")]
    [InlineData("""{"ephemeral":[T]}""")]
    public void Ephemeral_events_count_once_under_either_key(string body)
    {
        var typing = Assert.IsType<TypingEvent>(Assert.Single(
            Accepted(body.Replace("T", """{"type":"m.typing","room_id":"!r:hs.test","content":{"user_ids":["@a:b",7,"junk"]}}""", StringComparison.Ordinal)).Ephemeral));

        Assert.Equal(new RoomId("!r:hs.test"), typing.Room);
        Assert.Equal([new UserId("@a:b")], typing.Users);
    }

    [Fact]
    public void Receipts_name_event_and_user_and_private_ones_are_left_out()
    {
        var receipts = Assert.IsType<ReceiptEvent>(Assert.Single(Accepted(
            """
            {"ephemeral":[{"type":"m.receipt","room_id":"!r","content":{
                "$1":{"m.read":{"@a:b":{"ts":5},"junk":{"ts":6},"@c:d":{"ts":"x","thread_id":"main"}},"m.read.private":{"@e:f":{"ts":5}}},
                "bad":{"m.read":{"@a:b":{}}},"$2":[]}}]}
            """).Ephemeral)).Receipts;

        Assert.Equal(
            [
                new Receipt(new EventId("$1"), new UserId("@a:b")),
                new Receipt(new EventId("$1"), new UserId("@c:d")),
            ],
            receipts);
    }

    [Fact]
    public void Presence_and_the_unreadable_are_left_out()
    {
        var ephemeral = Accepted(
            """{"ephemeral":[5,{"type":"m.presence","sender":"@a:b","content":{"presence":"online","status_msg":"hi"}},{"type":"m.other","content":{}},{"type":"m.typing","content":7}]}""").Ephemeral;

        Assert.Empty(ephemeral);
    }

    [Property(MaxTest = 1000)]
    public void Any_bytes_are_answered(byte[] body) => TransactionReader.Read(body);

    [Property(MaxTest = 1000)]
    public void Any_damage_is_answered(NonNegativeInt position, byte damage)
    {
        const string ephemeral = """[{"type":"m.typing","room_id":"!r","content":{"user_ids":["@a:b"]}}]""";
        var body = Encoding.UTF8.GetBytes($$"""{"events":[{{Message}}],"ephemeral":{{ephemeral}}}""");
        body[position.Get % body.Length] = damage;

        var result = TransactionReader.Read(body);

        Assert.True(result.IsAccepted ^ result.Refusal is not null);
    }

    private static AppServiceTransaction Accepted(string body)
    {
        var result = TransactionReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.True(result.IsAccepted, result.Refusal?.Message);
        return result.Transaction;
    }
}
