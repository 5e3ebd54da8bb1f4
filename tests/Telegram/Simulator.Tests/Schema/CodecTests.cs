using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Tests.Schema;

public sealed class CodecTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        var written = new TlObject("messages.sendMessage")
        {
            ["silent"] = true,
            ["peer"] = new TlObject("inputPeerUser") { ["user_id"] = 5L, ["access_hash"] = -1L },
            ["message"] = new string('ä', 300),
            ["random_id"] = long.MinValue,
            ["entities"] = new[] { new TlObject("messageEntityBold") { ["offset"] = 1, ["length"] = 2 } },
        };

        var read = TlDecoder.Decode(TlEncoder.Encode(written));

        Assert.True(read.Flag("silent"));
        Assert.False(read.Flag("background"));
        Assert.Equal(-1, read.Object("peer").Long("access_hash"));
        Assert.Equal(new string('ä', 300), read.Text("message"));
        Assert.Equal(long.MinValue, read.Long("random_id"));
        Assert.Equal(2, Assert.Single(read.Objects("entities")).Int("length"));
    }

    [Fact]
    public void Options_that_the_schema_does_not_know_are_refused()
    {
        var encoded = TlEncoder.Encode(new TlObject("contacts.search") { ["q"] = "x", ["limit"] = 1 });
        encoded[4] |= 0x80;

        Assert.Throws<InvalidDataException>(() => TlDecoder.Decode(encoded));
    }

    [Fact]
    public void Cut_off_data_is_refused()
    {
        var encoded = TlEncoder.Encode(new TlObject("contacts.search") { ["q"] = "somebody", ["limit"] = 1 });

        for (var length = 4; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TlDecoder.Decode(encoded.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Misspelt_fields_are_noticed() =>
        Assert.Throws<InvalidOperationException>(() => TlEncoder.Encode(new TlObject("peerUser") { ["userid"] = 5L }));

    [Fact]
    public void Every_field_of_every_constructor_has_a_type_that_is_written_or_read() =>
        Assert.All(TlSchema.Instance.Constructors, constructor => Assert.Distinct(constructor.Fields.Select(field => field.Name)));
}
