using System.Data.Common;
using Npgsql;

namespace Bridges.Storage;

/// <summary>PostgreSQL: one connection that writes, a pool that reads.</summary>
internal sealed class PostgreSqlEngine : IDatabaseEngine
{
    // Any number will do, as long as every Bridges host uses the same.
    private const long AdvisoryLock = 0x42726964676573;

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private NpgsqlConnection? _writer;

    public PostgreSqlEngine(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            ApplicationName = "bridges",
        };
        _name = $"{builder.Host}:{builder.Port}/{builder.Database}";
        _source = NpgsqlDataSource.Create(builder);
    }

    public async Task LockAsync(CancellationToken cancellationToken) => _writer = await ConnectAsync(cancellationToken);

    public async Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        if (_writer is not { State: System.Data.ConnectionState.Open } writer)
        {
            // Whoever holds the lock may write: the connection and the lock are one.
            await (_writer?.DisposeAsync() ?? ValueTask.CompletedTask);
            _writer = null;
            _writer = writer = await ConnectAsync(cancellationToken);
        }

        await using var batch = new NpgsqlBatch(writer);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(Command(statement.Sql, statement.Parameters));
        }

        // A batch is one transaction of its own and one round trip.
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. Enumerable.Select<NpgsqlBatchCommand, int>(batch.BatchCommands, command => command.RecordsAffected)];
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken)
    {
        await using var transaction = await _writer!.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, _writer, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public StorageException? Translate(Exception exception) => exception switch
    {
        PostgresException { IsTransient: true } or PostgresException { SqlState: "53100" or "57P01" or "57P02" or "57P03" or "25006" } =>
            new($"The database {_name} does not take changes now: {((PostgresException)exception).MessageText}", isTransient: true, exception),
        PostgresException refused => new($"The database {_name} refused: {refused.MessageText}", isTransient: false, exception),
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException =>
            new($"The database {_name} does not answer: {exception.Message}", isTransient: true, exception),
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    private static NpgsqlBatchCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = AdvisoryLock } } };
            return await command.ExecuteScalarAsync(cancellationToken) is true
                ? connection
                : throw new StorageException($"Another Bridges host uses the database {_name}. Stop it first.", isTransient: false);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
