using Bridges.Storage.Tests.Beds;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage.Tests.Sqlite;

/// <summary>What is asked for every message is found by an index, however many there are.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly SqliteBed _bed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Journal.BySourceSql, "INDEX journal_source (<expr>=?)")]
    [InlineData(StoredRows.InsertSql, "INDEX journal_source (<expr>=?)")]
    [InlineData(Journal.ByLaneSql, "INDEX journal_pending (lane=? AND id>?)")]
    public async Task Rows_of_the_journal_are_found_by_an_index(string query, string index)
    {
        await (await Database.OpenAsync(await _bed.NewDatabaseAsync(Cancellation), TimeProvider.System, NullLoggerFactory.Instance, Cancellation)).DisposeAsync();

        Assert.Contains($"SEARCH journal USING {index}", await PlanAsync(query));
    }

    [Theory]
    [InlineData(MessageTable.ByRemoteSql, "INDEX messages_remote (chat=? AND message_id=?)")]
    [InlineData(MessageTable.ByEventSql, "INDEX messages_event (<expr>=?)")]
    [InlineData(MessageTable.NewestSql, "INDEX messages_time (chat=? AND timestamp>?)")]
    [InlineData(MessageTable.OldestSql, "INDEX messages_time (chat=? AND timestamp>?)")]
    [InlineData(MessageTable.NewestUpToSql, "INDEX messages_time (chat=? AND timestamp<?)")]
    public async Task Messages_are_found_by_an_index(string query, string index)
    {
        await (await Database.OpenAsync(await _bed.NewDatabaseAsync(Cancellation), TimeProvider.System, NullLoggerFactory.Instance, Cancellation)).DisposeAsync();

        Assert.Contains($"SEARCH messages USING {index}", await PlanAsync(query));
    }

    public void Dispose() => _bed.Dispose();

    private async Task<IReadOnlyList<string>> PlanAsync(string query)
    {
        await using var connection = await _bed.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query}";
        for (var number = 1; query.Contains($"${number}", StringComparison.Ordinal); number++)
        {
            command.Parameters.Add(new SqliteParameter($"${number}", "x"));
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }
}
