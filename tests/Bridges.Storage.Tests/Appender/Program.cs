using Bridges.Abstractions;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

// Usage: bridges-appender DATABASE LANES. Prints "LANE NUMBER", both counted, for each append that was acknowledged.
await using var database = await Database.OpenAsync(DatabaseOptions.Parse(args[0]), TimeProvider.System, NullLoggerFactory.Instance, default);
var journal = await Journal.OpenAsync(database, TimeProvider.System, default);
await Task.WhenAll(Enumerable.Range(0, int.Parse(args[1])).Select(lane => AppendAsync(lane)));

async Task AppendAsync(int lane)
{
    for (var number = 1; ; number++)
    {
        var row = new NewJournalRow($"lane{lane}", JournalDirection.FromNetwork, new NetworkId("telegram"), $"{lane}/{number}", BitConverter.GetBytes(number));
        await journal.AppendAsync([row], transactionId: null, default);
        Console.WriteLine($"{lane} {number}");
    }
}
