using Bridges.Storage.Tests.Beds;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridges.Storage.Tests.PostgreSql;

/// <summary>What an admin reads when the server does not let the host in.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_a_passing_failure()
    {
        var failure = await OpenAsync($"Host=127.0.0.1;Port={Ports.Free()};Username=u;Password=geheim;Database=d");

        Assert.True(failure.IsTransient);
        Assert.Contains("does not answer", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_missing_is_named_with_what_to_do()
    {
        using var bed = await NewBedAsync();

        var failure = await OpenAsync(new NpgsqlConnectionStringBuilder(bed.Address) { Database = "missing" }.ConnectionString);

        Assert.False(failure.IsTransient);
        Assert.EndsWith("/missing does not exist. Make it with `createdb`, or correct the name in the configuration.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_is_unknown_is_told_of()
    {
        using var bed = await NewBedAsync();

        var failure = await OpenAsync(new NpgsqlConnectionStringBuilder(bed.Address) { Username = "nobody" }.ConnectionString);

        Assert.False(failure.IsTransient);
        Assert.Contains("does not let Bridges in", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_the_right_to_make_tables_is_told_of()
    {
        using var bed = await NewBedAsync();
        var user = $"guest_{Guid.NewGuid():N}";
        await bed.ExecuteAsync($"CREATE ROLE {user} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        var failure = await OpenAsync(new NpgsqlConnectionStringBuilder(bed.Address) { Username = user }.ConnectionString);

        Assert.False(failure.IsTransient);
        Assert.Contains("Make the user that Bridges logs in as the owner of the database.", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<PostgreSqlBed> NewBedAsync()
    {
        var bed = new PostgreSqlBed();
        await bed.NewDatabaseAsync(Cancellation);
        return bed;
    }

    private static Task<StorageException> OpenAsync(string address) => Assert.ThrowsAsync<StorageException>(() =>
        Database.OpenAsync(DatabaseOptions.Parse(address), TimeProvider.System, NullLoggerFactory.Instance, Cancellation));
}
