using Bridges.TestBeds.Postgres;

namespace Bridges.Storage.Tests.Beds;

/// <summary>Databases of the one PostgreSQL that all tests share.</summary>
public sealed class PostgreSqlBed : ITestEngine
{
    public async Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.SharedAsync();
        return DatabaseOptions.Parse(await server.CreateDatabaseAsync(cancellationToken));
    }

    public void Dispose()
    {
        // The server ends with the test process.
    }
}
