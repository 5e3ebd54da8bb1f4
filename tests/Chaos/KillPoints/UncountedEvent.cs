using Bridges.TestBeds.Synapse;
using Microsoft.Data.Sqlite;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>
/// What a kill in the midst of several writes can leave behind in Synapse's SQLite file: the number before the last event's was
/// not used, and nothing notes yet how far the numbers go. Until it keeps another one, Synapse does not count that event to its history.
/// </summary>
internal static class UncountedEvent
{
    /// <summary>Has Synapse's last event go uncounted; while it does not run.</summary>
    public static async Task LeaveAsync(SynapseServer synapse)
    {
        await using var database = new SqliteConnection($"Data Source={synapse.DatabaseFile};Pooling=False;Foreign Keys=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = """
            UPDATE events SET stream_ordering = stream_ordering + 2 WHERE stream_ordering = (SELECT MAX(stream_ordering) FROM events);
            UPDATE stream_positions SET stream_id = (SELECT MAX(stream_ordering) - 2 FROM events) WHERE stream_name = 'events';
            """;
        Assert.Equal(2, await command.ExecuteNonQueryAsync());
    }
}
