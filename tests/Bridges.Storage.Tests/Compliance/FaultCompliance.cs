using System.Text;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>A journal in trouble: real time, since databases wait by their own clocks.</summary>
public abstract class FaultCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected override TimeProvider Clock => TimeProvider.System;

    protected static string Text(JournalRow row) => Encoding.UTF8.GetString(row.Payload.Span);

    protected async Task<JournalRow> AppendAsync(string lane, string? source = null, string text = "hello") =>
        Assert.Single(await AppendAllAsync(null, NewRow(source, lane, text)));

    protected async Task<IReadOnlyList<JournalRow>> AppendAllAsync(string? transaction, params NewJournalRow[] rows) =>
        await Journal.AppendAsync(rows, transaction, Cancellation);

    protected async Task<int[]> CarryOutAsync(params Statement[] statements) => await WriteAsync(statements);

    protected async Task<IReadOnlyList<string>> PendingAsync(string lane) =>
        [.. (await Journal.ReadLaneAsync(lane, 0, 100_000, Cancellation)).Select(Text)];
}
