using Bridges.Signal.Stage;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>A stage for those tests alone that kill things.</summary>
public abstract class OwnStage(bool onPostgreSql) : IAsyncLifetime
{
    private SignalStage? _stage;
    private Talk? _talk;

    public SignalStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync() => _stage = await SignalStage.SetAsync(onPostgreSql ? await NewDatabaseAsync() : "sqlite:bridges.db");

    /// <summary>A chat that goes on from test to test.</summary>
    public async Task<Talk> TalkAsync(CancellationToken cancellation) => _talk ??= await Talk.BeginAsync(Stage, cancellation);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    private static async Task<string> NewDatabaseAsync()
    {
        var parts = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteStage() : OwnStage(onPostgreSql: false);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlStage() : OwnStage(onPostgreSql: true);
