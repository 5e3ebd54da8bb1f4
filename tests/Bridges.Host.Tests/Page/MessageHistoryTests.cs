using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Host.Tests.Page;

/// <summary>The charts of the page.</summary>
public sealed class MessageHistoryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_restart_does_not_empty_the_charts()
    {
        using var folder = new TemporaryFolder();
        await using var database = await Database.OpenAsync(
            new DatabaseOptions(DatabaseKind.Sqlite, folder.Combine("test.db")), TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        using (var before = new MessageHistory(_time))
        {
            before.Add(HourNow, [3, 5]);
            await Kept(before, database).SaveAsync();
        }

        _time.Advance(TimeSpan.FromHours(2));
        using var after = new MessageHistory(_time);
        await Kept(after, database).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal([3, 5, 0, 0], after.Read().TakeLast(4));
        Assert.Equal(8, after.Read().Sum());
    }

    [Fact]
    public async Task What_stands_in_the_database_and_is_no_history_empties_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var database = await Database.OpenAsync(
            new DatabaseOptions(DatabaseKind.Sqlite, folder.Combine("test.db")), TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        await database.WriteAsync([SettingTable.Set("message-history", "99999999999 -7,x,1")], cancellationToken: TestContext.Current.CancellationToken);
        using var history = new MessageHistory(_time);
        history.Add(HourNow, [4]);

        await Kept(history, database).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(4, history.Read().Sum());
    }

    [Fact]
    public void What_is_older_than_a_week_or_not_come_yet_is_left_out()
    {
        using var history = new MessageHistory(_time);

        history.Add(HourNow - MessageHistory.Hours, [1]);
        history.Add(HourNow + 1, [2, 3]);

        Assert.Equal(2, history.Read().Sum());
    }

    private long HourNow => _time.GetUtcNow().ToUnixTimeSeconds() / 3600;

    private KeptMessageHistory Kept(MessageHistory history, Database database) => new(history, database, _time, NullLogger<KeptMessageHistory>.Instance);
}
