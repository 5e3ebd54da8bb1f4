using System.Text;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Matrix;

public sealed class TransactionFuzz
{
    internal static readonly Words Transactions = new(
        [
            """{"events":[{"type":"m.room.message","event_id":"$a","room_id":"!r:hs.test","sender":"@alice:hs.test","origin_server_ts":1700000000000,"content":{"msgtype":"m.text","body":"hello","format":"org.matrix.custom.html","formatted_body":"<b>hello</b>","m.mentions":{"user_ids":["@b:hs.test"],"room":true},"m.relates_to":{"m.in_reply_to":{"event_id":"$b"}}},"unsigned":{"age":5}}]}""",
            """{"events":[{"type":"m.room.message","event_id":"$e","room_id":"!r:hs.test","sender":"@alice:hs.test","content":{"msgtype":"m.text","body":"* new","m.new_content":{"msgtype":"m.text","body":"new"},"m.relates_to":{"rel_type":"m.replace","event_id":"$a"}}},{"type":"m.room.redaction","event_id":"$c","room_id":"!r","sender":"@alice:hs.test","redacts":"$a","content":{"reason":"x"}}]}""",
            """{"events":[{"type":"m.room.member","event_id":"$m","room_id":"!r:hs.test","sender":"@alice:hs.test","state_key":"@bridges:hs.test","content":{"membership":"invite"}}],"ephemeral":[{"type":"m.typing","room_id":"!r:hs.test","content":{"user_ids":["@alice:hs.test"]}},{"type":"m.receipt","room_id":"!r:hs.test","content":{"$a":{"m.read":{"@alice:hs.test":{"ts":1700000000000,"thread_id":"main"}}}}},{"type":"m.presence","sender":"@alice:hs.test","content":{"presence":"online","status_msg":"here"}}]}""",
            """{"events":[],"de.sorunome.msc2409.ephemeral":[{"type":"m.typing","room_id":"!r:hs.test","content":{"user_ids":[]}}],"de.sorunome.msc2409.to_device":[]}""",
        ],
        [.. Words.Json, "\"events\":[", "\"ephemeral\":[", "\"m.relates_to\":", "\"m.new_content\":", "\"formatted_body\":", "\"origin_server_ts\":"]);

    [Fact]
    public void A_transaction_is_refused_as_a_whole_in_Matrix_terms_or_every_entry_is_told() =>
        Fuzzing.Bytes(24_000, Transactions, Check, length => 64_000 + (400L * length));

    private static string Check(byte[] body)
    {
        var result = TransactionReader.Read(body);
        if (!result.IsAccepted)
        {
            Assert.Contains(result.Refusal.ErrorCode, (string[])[MatrixErrorCodes.BadJson, MatrixErrorCodes.NotJson]);
            return result.Refusal.ErrorCode;
        }

        foreach (var entry in result.Transaction.Events)
        {
            Assert.True(body.AsSpan().IndexOf(entry.Json.Span) >= 0);
            Assert.Equal(entry.Event is not null, entry.UnreadableBecause is null);
            if (entry.Event is { } read)
            {
                CheckEvent(read);
            }
        }

        Again(result.Transaction);
        return $"{result.Transaction.Events.Count(entry => entry.Event is not null)} of {result.Transaction.Events.Count} readable";
    }

    private static void CheckEvent(MatrixEvent read)
    {
        IdFuzz.AssertSound(read.EventId.Value, 255);
        IdFuzz.AssertSound(read.RoomId.Value, 255);
        IdFuzz.AssertSound(read.Sender.Value, 255);
        Assert.True(read.Sender.Localpart.Length + read.Sender.ServerName.Length + 2 == read.Sender.Value.Length);
        if (RoomMessageReader.Read(read.Content) is { } content)
        {
            HtmlFuzz.AssertSound(MessageText.Of(content));
            HtmlFuzz.AssertSound(MessageText.Of(content.NewContent ?? content));
            content.ToJson().ToJsonString();
        }
    }

    /// <summary>The same entries in another envelope are read alike: what goes into the journal can be read again.</summary>
    private static void Again(AppServiceTransaction transaction)
    {
        var joined = Encoding.UTF8.GetBytes("{\"events\":[").Concat(transaction.Events.SelectMany((entry, index) => index == 0 ? entry.Json.ToArray() : [(byte)',', .. entry.Json.Span])).Concat("]}"u8.ToArray()).ToArray();
        var again = TransactionReader.Read(joined);
        Assert.True(again.IsAccepted);
        Assert.Equal(transaction.Events.Select(entry => entry.UnreadableBecause), again.Transaction.Events.Select(entry => entry.UnreadableBecause));
    }
}
