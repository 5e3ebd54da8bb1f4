using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.WhatsApp.EndToEnd.Tests.Beds;

/// <summary>Alice has linked her account, and Bob has begun a chat with her.</summary>
public abstract class WhatsAppTalkOn(Func<Task<string>>? database) : IAsyncLifetime
{
    public WhatsAppStage Stage { get; } = new(database);

    public string Room { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Stage.InitializeAsync();
        await Stage.LogInAsync();
        await Stage.SayAsync(Stage.Bob, new { conversation = "the first word" });
        Room = (await Stage.SeeAsync(seen => seen.Body == "the first word")).RoomId;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Stage.DisposeAsync();
    }
}

/// <summary>With the bridge on SQLite.</summary>
public sealed class WhatsAppTalk() : WhatsAppTalkOn(database: null);

/// <summary>With the bridge on PostgreSQL.</summary>
public sealed class WhatsAppTalkOnPostgreSql() : WhatsAppTalkOn(MakeDatabaseAsync)
{
    private static async Task<string> MakeDatabaseAsync()
    {
        var parts = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(TestContext.Current.CancellationToken));
        return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
