using Bridges.Core.Status;
using Bridges.Matrix;

namespace Bridges.Core.Tests.Status;

public sealed class NewestReceiptsTests : IDisposable
{
    private static readonly RoomId _room = new("!a:hs.test");
    private static readonly RoomId _other = new("!b:hs.test");

    private readonly NewestReceipts _receipts = new(TimeProvider.System);

    [Fact]
    public async Task Of_a_room_only_the_newest_receipt_is_shown()
    {
        _receipts.Set(_room, new EventId("$1"));
        _receipts.Set(_other, new EventId("$2"));
        _receipts.Set(_room, new EventId("$3"));

        Assert.Equal([(_room, new EventId("$3")), (_other, new EventId("$2"))], await TakeAsync(2));
    }

    [Fact]
    public async Task A_receipt_that_comes_after_the_last_was_taken_is_shown_too()
    {
        _receipts.Set(_room, new EventId("$1"));
        await TakeAsync(1);
        _receipts.Set(_room, new EventId("$2"));

        Assert.Equal([(_room, new EventId("$2"))], await TakeAsync(1));
    }

    public void Dispose() => _receipts.Dispose();

    private async Task<List<(RoomId Room, EventId Event)>> TakeAsync(int count)
    {
        var taken = new List<(RoomId, EventId)>();
        await foreach (var receipt in _receipts.TakeAllAsync(TestContext.Current.CancellationToken))
        {
            taken.Add(receipt);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
