using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Core.Tests.Lanes;

/// <summary>What the network tells of waits for what may be it.</summary>
public sealed class SendsInHandTests
{
    private static readonly NetworkId _network = new("test");
    private static readonly UserId _alice = new("@alice:hs.test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_send_that_was_found_at_the_start_follows_its_chat_when_it_moves()
    {
        using var folder = TempFolder.Create("sends");
        await using var database = await Database.OpenAsync(DatabaseOptions.Parse($"sqlite:{folder.Combine("sends.db")}"), TimeProvider.System, NullLoggerFactory.Instance, Token);
        var sends = new SendsInHand(database, new RowEnds(), TimeProvider.System);
        var (former, now) = (new ChatKey(new("group")), new ChatKey(new("supergroup")));
        var row = new JournalRow { Id = 1, Lane = LaneKey.Of(_network, former, _alice), Direction = JournalDirection.FromMatrix, Network = _network };
        sends.Recover([row]);
        Assert.False(await EndedAsync(former));

        sends.BeginMessage(row, now, _alice, static _ => true);

        Assert.True(await EndedAsync(former));
        Assert.False(await EndedAsync(now));
        Assert.True(sends.WasUsed(_network, now));
        sends.End(row.Id);
        Assert.True(await EndedAsync(now));

        Task<bool> EndedAsync(ChatKey chat) => sends.WaitAsync(_network, chat, static _ => true, TimeSpan.Zero, Token);
    }
}
