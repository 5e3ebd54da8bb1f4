using Bridges.Storage.Tests.Beds;
using Bridges.Storage.Tests.Compliance;

namespace Bridges.Storage.Tests.Sqlite;

/// <summary>Another program, such as a backup or a curious admin, holds the right to write.</summary>
public sealed class SqliteBusyTests() : FaultCompliance(new SqliteBed())
{
    [Fact]
    public async Task A_short_hold_is_waited_out()
    {
        await using var other = await ((SqliteBed)Engine).ConnectAsync();
        await using var held = other.BeginTransaction(deferred: false);
        var append = AppendAsync("lane");
        var read = await PendingAsync("lane");
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
        Assert.False(append.IsCompleted);

        await held.RollbackAsync(Cancellation);

        await append;
        Assert.Empty(read);
        Assert.Equal(["hello"], await PendingAsync("lane"));
    }

    [Fact]
    public async Task A_long_hold_is_a_passing_failure()
    {
        await using var other = await ((SqliteBed)Engine).ConnectAsync();
        await using (var held = other.BeginTransaction(deferred: false))
        {
            var failure = await Assert.ThrowsAsync<StorageException>(() => AppendAsync("lane", "source"));
            Assert.True(failure.IsTransient);
            Assert.EndsWith("is busy: another program holds it.", failure.Message, StringComparison.Ordinal);
        }

        await AppendAsync("lane", "source");
        Assert.Equal(["hello"], await PendingAsync("lane"));
    }
}
