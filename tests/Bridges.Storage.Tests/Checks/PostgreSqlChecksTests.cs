using Bridges.Storage.Tests.Beds;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridges.Storage.Tests.Checks;

public sealed class PostgreSqlChecksTests : IAsyncLifetime
{
    private static readonly PostgreSqlFacts Good = new(150004, "UTF8", "C", WaitsForDisk: true, IsStandby: false, FreeConnections: 90, ForeignOwner: null, User: "bridges");

    // The server of the tests is in a hurry.
    private const string Hurried = "fsync is off";

    private readonly PostgreSqlBed _bed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _bed.NewDatabaseAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        _bed.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Server_that_does_not_wait_for_the_disk_is_told_and_nothing_else()
    {
        var finding = Assert.Single(await CheckAsync(_bed.Address));

        Assert.Contains(Hurried, finding.Problem, StringComparison.Ordinal);
        Assert.Equal(0L, await _bed.ExecuteAsync("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Durable_server_is_in_order_whether_a_host_runs_or_not()
    {
        await using var server = await TestBeds.Postgres.PostgresServer.StartAsync(new() { Durable = true }, Cancellation);
        var address = await server.CreateDatabaseAsync(Cancellation);
        var subject = $"database {DatabaseOptions.Parse(address)}";
        Assert.Equal([new DatabaseDiagnosis(subject)], await CheckAsync(address));

        await using var database = await Database.OpenAsync(DatabaseOptions.Parse(address), TimeProvider.System, NullLoggerFactory.Instance, Cancellation);

        Assert.Equal([new DatabaseDiagnosis($"{subject} is in use by the running host", Cause: DatabaseCause.InUse)], await CheckAsync(address));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_told()
    {
        var finding = Assert.Single(await CheckAsync($"Host=127.0.0.1;Port={Ports.Free()};Username=u;Password=geheim;Database=d"));

        Assert.Contains("does not answer", finding.Problem, StringComparison.Ordinal);
        Assert.NotNull(finding.Mend);
        Assert.DoesNotContain("geheim", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_who_may_not_write_is_told()
    {
        var user = $"guest_{Guid.NewGuid():N}";
        await _bed.ExecuteAsync($"CREATE ROLE {user} LOGIN");

        var finding = Assert.Single(await CheckAsync(new NpgsqlConnectionStringBuilder(_bed.Address) { Username = user }.ConnectionString));

        Assert.Contains("denies", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_schema_is_told()
    {
        await _bed.ExecuteAsync("CREATE TABLE schema_version AS SELECT 9000::bigint AS version");

        Assert.Contains(await CheckAsync(_bed.Address), finding => finding.Problem?.Contains("schema version 9000", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Good_server_has_nothing_to_mend() => Assert.Empty(Judge(Good));

    [Fact]
    public void Old_server_is_told() =>
        Assert.Equal("PostgreSQL 14 is too old.", Assert.Single(Judge(Good with { Version = 140011 })).Problem);

    [Fact]
    public void Other_encoding_is_told_with_the_command_that_makes_a_better_database() =>
        Assert.Contains("createdb --template=template0 --encoding=UTF8", Assert.Single(Judge(Good with { Encoding = "LATIN1" })).Mend, StringComparison.Ordinal);

    [Fact]
    public void A_server_with_few_connections_left_is_told() =>
        Assert.Contains("only 3 more connections", Assert.Single(Judge(Good with { FreeConnections = 3 })).Problem, StringComparison.Ordinal);

    [Fact]
    public void Standby_is_told() => Assert.NotNull(Assert.Single(Judge(Good with { IsStandby = true })).Problem);

    [Fact]
    public void Other_collation_is_no_fault_but_a_hint()
    {
        var hint = Assert.Single(Judge(Good with { Collation = "en_US.UTF-8" }));

        Assert.Null(hint.Problem);
        Assert.Contains("--locale=C", hint.Mend, StringComparison.Ordinal);
    }

    private static IEnumerable<DatabaseDiagnosis> Judge(PostgreSqlFacts facts) => facts.Judge("database", "bridges");

    private static Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync(string address) => DatabaseChecks.CheckAsync(DatabaseOptions.Parse(address), Cancellation);
}
