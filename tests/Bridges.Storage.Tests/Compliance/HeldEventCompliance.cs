using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What accounts told that may not stand in the journal yet.</summary>
public abstract class HeldEventCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    private static readonly AccountId _account = new("4711");
    private static readonly AccountId _other = new("4712");

    private readonly SecretBox _secrets = NewKey();

    private HeldEventTable Held => new(Database, _secrets);

    [Fact]
    public async Task Held_events_are_read_back_in_order_up_to_a_number_until_they_are_let_go()
    {
        Assert.Equal(0, await Held.NewestAsync(Cancellation));
        await WriteAsync(
            Held.Insert(3, Telegram, _account, "three"u8), Held.Insert(1, Telegram, _account, "one"u8), Held.Insert(2, Telegram, _other, "another's"u8),
            Held.Insert(4, Telegram, _account, "four"u8));
        await WriteAsync(HeldEventTable.Delete(4), Held.Insert(5, Telegram, _account, "five"u8));

        Assert.Equal(["1 one", "3 three"], await ReadAsync(upTo: 4));
        Assert.Equal(5, await Held.NewestAsync(Cancellation));
    }

    [Fact]
    public async Task Held_events_go_with_their_account_and_no_other()
    {
        await WriteAsync(Held.Insert(1, Telegram, _account, "one"u8), Held.Insert(2, Telegram, _other, "another's"u8));

        await WriteAsync(HeldEventTable.DeleteOf(Telegram, _other));

        Assert.Equal(["1 one"], await ReadAsync(upTo: 9));
        Assert.Empty(await Held.ReadAsync(Telegram, _other, 9, 10, Cancellation));
    }

    [Fact]
    public async Task Held_event_cannot_be_read_in_the_database_nor_with_another_key()
    {
        await WriteAsync(Held.Insert(1, Telegram, _account, "words to be found"u8));

        var stored = await Database.QueryAsync(reader => reader.GetFieldValue<byte[]>(0), "SELECT payload FROM held_events", [], Cancellation);
        Assert.Equal(-1, stored[0].AsSpan().IndexOf("words"u8));
        Assert.Empty(Assert.Single(await new HeldEventTable(Database, NewKey()).ReadAsync(Telegram, _account, 9, 10, Cancellation)).Payload);
    }

    private async Task<IEnumerable<string>> ReadAsync(long upTo) =>
        (await Held.ReadAsync(Telegram, _account, upTo, 10, Cancellation)).Select(held => $"{held.Number} {System.Text.Encoding.UTF8.GetString(held.Payload)}");
}
