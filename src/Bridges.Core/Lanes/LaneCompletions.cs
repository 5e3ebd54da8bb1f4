using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>
/// Writes the ends of a lane's rows without making the next row wait for the disk. The writes reach the journal in
/// order; one that fails for a passing reason is repeated until it holds.
/// </summary>
internal sealed partial class LaneCompletions(Database database, TimeProvider time, ILogger logger)
{
    // After a crash these rows are done again, which the other side notices by their ids: few enough to be looked up.
    private const int MaxUnderWay = 32;

    private readonly Queue<Task> _underWay = new();

    public async Task AddAsync(IReadOnlyList<Statement> statements)
    {
        while (_underWay.Count >= MaxUnderWay)
        {
            await _underWay.Dequeue();
        }

        _underWay.Enqueue(WriteAsync(statements));
    }

    public async Task SettleAsync()
    {
        while (_underWay.TryDequeue(out var write))
        {
            await write;
        }
    }

    private async Task WriteAsync(IReadOnlyList<Statement> statements)
    {
        while (true)
        {
            try
            {
                await database.WriteAsync(statements);
                return;
            }
            catch (StorageException exception) when (exception.IsTransient)
            {
                Log.WriteFailed(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), time);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The end of a journal row could not be written; trying again")]
        public static partial void WriteFailed(ILogger logger, Exception exception);
    }
}
