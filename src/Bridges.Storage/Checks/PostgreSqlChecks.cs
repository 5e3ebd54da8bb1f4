using Npgsql;

namespace Bridges.Storage;

/// <summary>Checks of a PostgreSQL server and database.</summary>
internal sealed class PostgreSqlChecks
{
    private const int TimeoutInSeconds = 10;
    private const string HasTableSql = "SELECT to_regclass('schema_version') IS NOT NULL";
    private const string VersionSql = "SELECT COALESCE(MAX(version), 0) FROM schema_version";

    private readonly NpgsqlConnectionStringBuilder _address;
    private readonly string _subject;

    public PostgreSqlChecks(DatabaseOptions options)
    {
        _subject = $"database {options}";
        _address = new NpgsqlConnectionStringBuilder(options.Target)
        {
            Pooling = false,
            Timeout = TimeoutInSeconds,
            CommandTimeout = TimeoutInSeconds,
            ApplicationName = "bridges doctor",
        };
    }

    public async Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_address.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return await CheckAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (PostgreSqlFailures.Translate(exception, DatabaseOptions.NameOf(_address)) is { } failure)
        {
            return [new DatabaseDiagnosis(_subject, failure.Message, PostgreSqlMends.For(failure, _address))];
        }
    }

    private async Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(connection, cancellationToken);
        var findings = facts.Judge(_subject, connection.Database).ToList();
        if (facts.ForeignOwner is not null)
        {
            // Every further look would be refused, for this same reason.
            return findings;
        }

        if (ForeignTables.Judge(_subject, await ReadTablesAsync(connection, cancellationToken)) is { } foreign)
        {
            return [foreign];
        }

        if (SchemaCheck.Judge(_subject, await ReadSchemaAsync(connection, cancellationToken), Migrations.Newest(DatabaseKind.PostgreSql)) is { } newer)
        {
            findings.Add(newer);
        }

        if (await AreSessionsSharedAsync(connection, cancellationToken))
        {
            findings.Add(new DatabaseDiagnosis(_subject, SharedSessions.Problem, SharedSessions.Mend));
        }

        if (!facts.IsStandby)
        {
            await TryWritingAsync(connection, cancellationToken);
        }

        if (findings.TrueForAll(finding => finding.Problem is null))
        {
            var isInUse = await ReadAsync<bool>(connection, PostgreSqlWriter.LockIsHeldSql, cancellationToken);
            findings.Insert(0, isInUse ? new DatabaseDiagnosis($"{_subject} is in use by the running host", Cause: DatabaseCause.InUse) : new DatabaseDiagnosis(_subject));
        }

        return findings;
    }

    private static async Task<PostgreSqlFacts> ReadFactsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgreSqlFacts.Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PostgreSqlFacts(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetString(7));
    }

    private static async Task<IReadOnlyList<string>> ReadTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ForeignTables.InPostgreSql, connection);
        return await command.TextsAsync(cancellationToken);
    }

    private static async Task<long> ReadSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ReadAsync<bool>(connection, HasTableSql, cancellationToken) ? await ReadAsync<long>(connection, VersionSql, cancellationToken) : 0;

    private static async Task<T> ReadAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<bool> AreSessionsSharedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var other = new NpgsqlConnection(_address.ConnectionString);
        await other.OpenAsync(cancellationToken);
        return await SharedSessions.AreThereAsync(connection, other, cancellationToken);
    }

    /// <summary>Makes a table and takes it back.</summary>
    private static async Task TryWritingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE TABLE bridges_check_{Guid.NewGuid():N} (id BIGINT)", connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }
}
