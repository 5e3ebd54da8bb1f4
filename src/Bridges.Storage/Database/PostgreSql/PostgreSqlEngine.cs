using System.Data;
using System.Data.Common;
using Npgsql;

namespace Bridges.Storage;

/// <summary>PostgreSQL: one connection that writes, a pool that reads.</summary>
internal sealed class PostgreSqlEngine : IDatabaseEngine
{
    private const int DriversMaxPoolSize = 100;
    private const int MaxPoolSize = 20;

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private readonly PostgreSqlWriter _writer;

    public PostgreSqlEngine(string connectionString, TimeProvider time)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            TcpKeepAlive = true,
            ApplicationName = "bridges",
        };

        // A server takes 100 connections by default, and is seldom ours alone.
        builder.MaxPoolSize = builder.MaxPoolSize == DriversMaxPoolSize ? MaxPoolSize : builder.MaxPoolSize;
        _name = DatabaseOptions.NameOf(builder);
        _source = NpgsqlDataSource.Create(builder);
        _writer = new PostgreSqlWriter(_source, _name, time);
    }

    public async Task LockAsync(CancellationToken cancellationToken)
    {
        // Before the lock, which would stay with a session that is not ours alone.
        await RefuseSharedSessionsAsync(cancellationToken);
        var connection = await _writer.ConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(PostgreSqlEncoding.Sql, connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string encoding && PostgreSqlEncoding.ProblemOf(encoding) is { } problem)
        {
            throw new StorageException($"The database {_name} cannot be used: {problem} {PostgreSqlEncoding.MendFor(connection.Database)}", isTransient: false);
        }

        await using var tables = new NpgsqlCommand(ForeignTables.InPostgreSql, connection);
        ForeignTables.Refuse(_name, await tables.TextsAsync(cancellationToken));
    }

    public async Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var connection = await _writer.ConnectionAsync(cancellationToken);
        if (statements.Count == 0)
        {
            await using var nothing = new NpgsqlCommand("SELECT 1", connection);
            await nothing.ExecuteNonQueryAsync(cancellationToken);
            return [];
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            PostgreSqlParameters.Add(command.Parameters, statement.Parameters);
            batch.BatchCommands.Add(command);
        }

        try
        {
            // A batch is one transaction of its own and one round trip.
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (connection.State != ConnectionState.Open)
        {
            throw new StorageException($"The connection to the database {_name} was lost: {exception.Message}", isTransient: true, exception);
        }

        var counts = new int[statements.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = batch.BatchCommands[i].RecordsAffected;
        }

        return counts;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryOnceAsync(read, sql, parameters, cancellationToken);
        }
        catch (NpgsqlException exception) when (exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown } or { InnerException: IOException })
        {
            // A server that was started again leaves dead connections in the pool.
            _source.Clear();
            return await QueryOnceAsync(read, sql, parameters, cancellationToken);
        }
    }

    public async Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken)
    {
        var connection = await _writer.ConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<long> SizeAsync(CancellationToken cancellationToken) =>
        (await QueryAsync(reader => reader.GetInt64(0), "SELECT pg_database_size(current_database())", [], cancellationToken))[0];

    public StorageException? Translate(Exception exception) => PostgreSqlFailures.Translate(exception, _name);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task RefuseSharedSessionsAsync(CancellationToken cancellationToken)
    {
        await using var one = await _source.OpenConnectionAsync(cancellationToken);
        await using var other = await _source.OpenConnectionAsync(cancellationToken);
        if (await SharedSessions.AreThereAsync(one, other, cancellationToken))
        {
            throw new StorageException($"The database {_name} cannot be used: {SharedSessions.Problem} {SharedSessions.Mend}", isTransient: false);
        }
    }

    private async Task<IReadOnlyList<T>> QueryOnceAsync<T>(
        Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        PostgreSqlParameters.Add(command.Parameters, parameters);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
