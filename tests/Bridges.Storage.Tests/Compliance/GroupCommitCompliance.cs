using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

public abstract class GroupCommitCompliance(ITestEngine engine) : FaultCompliance(engine)
{
    private static readonly Statement Poison = new("INSERT INTO settings (key, value) VALUES ('poison', NULL)");

    [Fact]
    public async Task What_is_queued_during_a_commit_shares_the_next_one()
    {
        await AppendAsync("lane");
        var before = await Engine.CountCommitsAsync();
        using var hold = await HoldAsync();
        var rest = Enumerable.Range(0, 200).Select(number => AppendAsync($"lane{number}")).ToArray();
        hold.Release();
        await Task.WhenAll(rest);

        Assert.InRange(await Engine.CountCommitsAsync() - before, 2, 3);
    }

    [Fact]
    public async Task More_than_the_queue_holds_waits_for_its_turn()
    {
        const int Many = 5000;
        using var hold = await HoldAsync();
        var rest = Enumerable.Range(0, Many).Select(number => AppendAsync("lane", text: $"{number}")).ToArray();
        hold.Release();
        await Task.WhenAll(rest);

        Assert.Equal(Many, (await PendingAsync("lane")).Count);
    }

    [Fact]
    public async Task A_write_that_can_wait_goes_with_the_next_commit()
    {
        await AppendAsync("lane");
        var before = await Engine.CountCommitsAsync();

        var waiting = Database.WriteLaterAsync([SettingTable.Set("a", "b")], Cancellation).AsTask();
        var row = AppendAsync("lane");
        await Task.WhenAll(waiting, row);

        Assert.Equal(1, await Engine.CountCommitsAsync() - before);
        Assert.Equal("b", await new SettingTable(Database).GetAsync("a", Cancellation));
    }

    [Fact]
    public async Task A_write_that_can_wait_does_not_wait_for_ever()
    {
        await Database.WriteLaterAsync([SettingTable.Set("a", "b")], Cancellation);

        Assert.Equal("b", await new SettingTable(Database).GetAsync("a", Cancellation));
    }

    [Fact]
    public async Task A_refused_statement_fails_alone()
    {
        using var hold = await HoldAsync();
        var writes = Enumerable.Range(0, 50).Select(number => IsBad(number)
            ? CarryOutAsync(SettingTable.Set($"{number}", "x"), Poison)
            : CarryOutAsync(SettingTable.Set($"{number}", "x"))).ToArray();
        hold.Release();

        for (var number = 0; number < writes.Length; number++)
        {
            var failure = await Record.ExceptionAsync(() => writes[number]);
            Assert.Equal(IsBad(number), failure is StorageException { IsTransient: false });
            Assert.Equal(IsBad(number), await new SettingTable(Database).GetAsync($"{number}", Cancellation) is null);
        }

        static bool IsBad(int number) => number % 20 == 7;
    }

    [Fact]
    public async Task One_call_is_carried_out_whole_or_not_at_all()
    {
        var row = await AppendAsync("lane");

        await Assert.ThrowsAsync<StorageException>(() => CarryOutAsync(JournalSteps.Done(row.Id, 1), SettingTable.Set("a", "b"), Poison));

        Assert.Equal(["hello"], await PendingAsync("lane"));
        Assert.Null(await new SettingTable(Database).GetAsync("a", Cancellation));
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_carried_fails_its_own_call_only()
    {
        using var hold = await HoldAsync();
        var odd = CarryOutAsync(new Statement("INSERT INTO settings (key, value) VALUES ('odd', $1)", new object()));
        var even = CarryOutAsync(SettingTable.Set("even", "x"));
        hold.Release();
        await even;

        Assert.False((await Assert.ThrowsAsync<StorageException>(() => odd)).IsTransient);
        await CarryOutAsync(SettingTable.Set("odd", "later"));
        Assert.Equal("later", await new SettingTable(Database).GetAsync("odd", Cancellation));
    }

    [Fact]
    public async Task The_same_statement_works_again_after_it_failed()
    {
        const string Sql = "INSERT INTO settings (key, value) VALUES ($1, $2)";
        await Assert.ThrowsAsync<StorageException>(() => CarryOutAsync(new Statement(Sql, "a", null)));

        Assert.Equal(1, Assert.Single(await CarryOutAsync(new Statement(Sql, "a", "b"))));
        await Assert.ThrowsAsync<StorageException>(() => CarryOutAsync(new Statement(Sql, "a", "c")));
        Assert.Equal(1, Assert.Single(await CarryOutAsync(new Statement(Sql, "b", "c"))));
    }

    [Fact]
    public async Task A_listener_that_fails_has_its_lane_read_again()
    {
        var missed = new TaskCompletionSource<string>();
        Journal.Missed = lane => missed.TrySetResult(lane);
        Journal.Appended = _ => throw new InvalidOperationException("a fault of the listener");

        await AppendAsync("lane");

        Assert.Equal("lane", await missed.Task.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task Closing_carries_out_what_is_queued_and_refuses_the_rest()
    {
        using var hold = await HoldAsync();
        var queued = Enumerable.Range(0, 20).Select(number => AppendAsync("lane", text: $"{number}")).ToArray();
        var closing = Database.DisposeAsync().AsTask();
        var late = AppendAsync("lane");
        hold.Release();
        await Task.WhenAll([closing, .. queued]);

        Assert.False((await Assert.ThrowsAsync<StorageException>(() => late)).IsTransient);
        await Assert.ThrowsAsync<StorageException>(() => PendingAsync("lane"));
        await ReopenAsync();
        Assert.Equal(20, (await PendingAsync("lane")).Count);
    }

    /// <summary>Keeps the writing loop busy behind an append of its own.</summary>
    private async Task<Hold> HoldAsync()
    {
        var hold = new Hold(Patience);
        Journal.Appended = _ =>
        {
            Journal.Appended = null;
            hold.Wait();
        };
        hold.Append = AppendAsync("held");
        await hold.Begun.WaitAsync(Patience, Cancellation);
        return hold;
    }

    private sealed class Hold(TimeSpan patience) : IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Task Append { get; set; } = Task.CompletedTask;

        public void Wait()
        {
            _begun.SetResult();
            _gate.Wait(patience);
        }

        public void Release() => _gate.Set();

        public void Dispose() => _gate.Set();
    }
}
