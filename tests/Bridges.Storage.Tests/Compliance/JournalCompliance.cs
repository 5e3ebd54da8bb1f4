using System.Text;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>A database with its journal open.</summary>
public abstract class JournalCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    protected const string Lane = "telegram/-100";

    protected Journal Journal { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Journal = await Journal.OpenAsync(Database, Time, Cancellation);
    }

    protected override async Task ReopenAsync()
    {
        await base.ReopenAsync();
        Journal = await Journal.OpenAsync(Database, Time, Cancellation);
    }

    protected static NewJournalRow NewRow(string? sourceKey = null, string lane = Lane, string payload = "hello") =>
        new(lane, JournalDirection.FromNetwork, Telegram, sourceKey, Encoding.UTF8.GetBytes(payload));

    protected ValueTask<IReadOnlyList<JournalRow>> AppendAsync(params NewJournalRow[] rows) => Journal.AppendAsync(rows, transactionId: null, Cancellation);

    protected async Task<JournalRow> AppendOneAsync(string? sourceKey = null, string lane = Lane) => Assert.Single(await AppendAsync(NewRow(sourceKey, lane)));

    protected Task<IReadOnlyList<JournalRow>> LaneAsync(string lane = Lane) => Journal.ReadLaneAsync(lane, afterId: 0, limit: 1000, Cancellation);

    protected async Task<JournalRow> FindAsync(long id) => Assert.IsType<JournalRow>(await Journal.FindAsync(id, Cancellation));
}
