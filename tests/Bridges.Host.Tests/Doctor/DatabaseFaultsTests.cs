using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Host.Tests.Doctor;

/// <summary>Databases that will not do, made so for real, through <c>bridges doctor</c>.</summary>
public sealed class DatabaseFaultsTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task SQLite_in_a_folder_that_is_not_there_is_told()
    {
        (await VisitAsync("sqlite:missing/bridges.db")).AssertFound("missing does not exist", $"mkdir -p {_consultation.Folder.Combine("missing")}");
    }

    [Fact]
    public async Task SQLite_where_nothing_can_be_written_is_told()
    {
        // A folder in which nobody can make files, not even root.
        (await VisitAsync("sqlite:/proc/bridges.db")).AssertFound("Nothing can be written in the folder /proc", "chown USER /proc");
    }

    [Fact]
    public async Task SQLite_that_is_none_is_told()
    {
        await File.WriteAllTextAsync(_consultation.Folder.Combine("bridges.db"), new string('x', 10_000), Cancellation);

        (await VisitAsync("sqlite:bridges.db")).AssertFound("is damaged or no SQLite database", "put a backup in the place of");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        (await VisitAsync($"postgres://bridges:hunter2@127.0.0.1:{TestBeds.Ports.Free()}/bridges")).AssertFound("does not answer", "See that the database server runs");
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_told_with_the_command_that_makes_it()
    {
        var server = await PostgresServer.SharedAsync();

        (await VisitAsync($"postgres://bridges@127.0.0.1:{server.Port}/nothing")).AssertFound("does not exist", "createdb --template=template0 --encoding=UTF8 --locale=C --owner=bridges nothing");
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_shown()
    {
        await using var server = await PostgresServer.StartAsync(cancellation: Cancellation);
        var address = $"postgres://bridges@127.0.0.1:{server.Port}/postgres";
        await ExecuteAsync(address, "CREATE ROLE locked LOGIN PASSWORD 'right'");
        // The server of the tests lets everybody in; this one does not let in that user.
        await ExecuteAsync(address, """
            DO $$ BEGIN
              EXECUTE format('COPY (SELECT unnest(ARRAY[%L, %L])) TO %L', 'host all locked 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust', current_setting('hba_file'));
              PERFORM pg_reload_conf();
            END $$
            """);

        var visit = await VisitAsync($"postgres://locked:hunter2@127.0.0.1:{server.Port}/postgres");

        visit.AssertFound("password authentication failed", "Correct the user or the password in 'database'");
        Assert.DoesNotContain("hunter2", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_told()
    {
        var address = await MakeAsync("CREATE DATABASE {0} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");

        (await VisitAsync(address)).AssertFound("Its encoding is LATIN1", "createdb --template=template0 --encoding=UTF8 --locale=C");
    }

    [Fact]
    public async Task Another_collation_is_a_hint_and_no_fault()
    {
        var address = await MakeAsync("CREATE DATABASE {0} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'");

        var visit = await VisitAsync(address);

        Assert.Contains(" sorts by the collation ICU", visit.Output, StringComparison.Ordinal);
        Assert.Contains("       hint: C is safer and faster, for a new database: createdb", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_takes_no_changes_is_told()
    {
        var address = await MakeAsync("CREATE DATABASE {0}", "ALTER DATABASE {0} SET default_transaction_read_only = on");

        (await VisitAsync(address)).AssertFound("does not take changes now", "SET default_transaction_read_only = off");
    }

    [Fact]
    public async Task A_user_who_may_make_no_tables_is_told()
    {
        var user = $"guest_{Guid.NewGuid():N}";
        var address = await MakeAsync("CREATE DATABASE {0}", $"CREATE ROLE {user} LOGIN");

        (await VisitAsync(address.Replace("bridges@", $"{user}@", StringComparison.Ordinal))).AssertFound("denies: permission denied", $"OWNER TO \"{user}\"");
    }

    [Fact]
    public async Task Tables_of_another_role_are_told_with_the_command_that_hands_them_over()
    {
        var (owner, user) = ($"owner_{Guid.NewGuid():N}", $"user_{Guid.NewGuid():N}");
        var address = await MakeAsync("CREATE DATABASE {0}", $"CREATE ROLE {owner} LOGIN", $"CREATE ROLE {user} LOGIN");
        await ExecuteAsync(address, $"CREATE TABLE schema_version (version BIGINT); ALTER TABLE schema_version OWNER TO {owner}");

        (await VisitAsync(address.Replace("bridges@", $"{user}@", StringComparison.Ordinal))).AssertFound($"The tables in it belong to {owner}", $"REASSIGN OWNED BY \"{owner}\" TO \"{user}\"");
    }

    [Theory]
    [InlineData("LATIN1")]
    [InlineData("SQL_ASCII")]
    public async Task What_the_doctor_refuses_run_refuses_too(string encoding)
    {
        var address = await MakeAsync($"CREATE DATABASE {{0}} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'");
        _consultation.Extra = $"database: \"{address}\"";
        _consultation.Configure();

        var (exitCode, _, error) = await Cli.Terminal.RunAsync("run", "--config", _consultation.ConfigFile);

        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains($"Its encoding is {encoding}", error, StringComparison.Ordinal);
        Assert.Contains("createdb --template=template0 --encoding=UTF8", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_s_tables_are_refused_by_run_too_and_none_made_beside_them()
    {
        var address = await MakeAsync("CREATE DATABASE {0}");
        await ExecuteAsync(address, "CREATE TABLE portal (mxid TEXT)");

        (await VisitAsync(address)).AssertFound("It is another program's: it has the tables portal", "Give the bridge a database of its own");
        var (exitCode, _, error) = await Cli.Terminal.RunAsync("run", "--config", _consultation.ConfigFile);

        Assert.Equal(ExitCode.Database, exitCode);
        Assert.Contains("It is another program's: it has the tables portal, and none of a bridge.", error, StringComparison.Ordinal);
        await ExecuteAsync(address, "DO $$ BEGIN ASSERT to_regclass('schema_version') IS NULL; END $$");
    }

    private Task<Visit> VisitAsync(string database)
    {
        _consultation.Extra = $"database: \"{database}\"";
        _consultation.Configure();
        return Visit.PayAsync(_consultation.ConfigFile);
    }

    private static async Task ExecuteAsync(string address, string sql)
    {
        var uri = new Uri(address);
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={uri.Port};Username=bridges;Database={uri.AbsolutePath[1..]};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Makes a database with the given SQL.</summary>
    /// <returns>Its address.</returns>
    private static async Task<string> MakeAsync(params string[] sql)
    {
        var server = await PostgresServer.SharedAsync();
        var name = $"faulty_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=bridges;Database=postgres;Pooling=false");
        await connection.OpenAsync(Cancellation);
        foreach (var statement in sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, name);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        return $"postgres://bridges@127.0.0.1:{server.Port}/{name}";
    }
}
