using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

public abstract class OpeningCompliance(ITestEngine engine) : FaultCompliance(engine)
{
    [Fact]
    public async Task An_empty_database_gets_its_tables_and_one_version()
    {
        Assert.True(Convert.ToInt64(await Engine.ExecuteAsync("SELECT MIN(version) FROM schema_version")) >= 1);
        Assert.Equal(1L, Convert.ToInt64(await Engine.ExecuteAsync("SELECT COUNT(*) FROM schema_version")));
    }

    [Fact]
    public async Task Opening_again_keeps_everything()
    {
        await AppendAsync("lane");

        await ReopenAsync();

        Assert.Equal(["hello"], await PendingAsync("lane"));
    }

    [Fact]
    public async Task It_knows_its_own_size() => Assert.InRange(await Database.SizeAsync(Cancellation), 10_000, 1_000_000_000);

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await Database.DisposeAsync();
        await Engine.ExecuteAsync("UPDATE schema_version SET version = 9000");

        var refusal = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.False(refusal.IsTransient);
        Assert.StartsWith("The database has schema version 9000, but this Bridges knows only ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(9000L, Convert.ToInt64(await Engine.ExecuteAsync("SELECT version FROM schema_version")));
    }

    [Fact]
    public async Task A_second_host_is_refused_in_words_and_does_the_first_no_harm()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.False(refusal.IsTransient);
        Assert.Matches("^Another Bridges host uses the database .+\\. Stop it first\\.$", refusal.Message);
        await AppendAsync("lane");
        await ReopenAsync();
        Assert.Equal(["hello"], await PendingAsync("lane"));
    }

    [Fact]
    public async Task Closing_twice_is_closing_once()
    {
        await Database.DisposeAsync();
        await Database.DisposeAsync();

        await Assert.ThrowsAsync<StorageException>(() => AppendAsync("lane"));
    }
}
