using System.Text;
using Bridges.Abstractions;
using Bridges.Core.Checkpoints;
using Bridges.Core.Lanes;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Core.Tests.Lanes;

/// <summary>A lane hears of rows in two ways, from the journal's callback and from disk, and takes each once and in order.</summary>
public sealed class LaneTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = TempFolder.Create("lanes");
    private readonly CancellationTokenSource _stopping = new();
    private readonly RecordingHandler _handler = new();
    private Database _database = null!;
    private Journal _journal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(
            DatabaseOptions.Parse($"sqlite:{_folder.Combine("lanes.db")}"), TimeProvider.System, NullLoggerFactory.Instance, Token);
        _journal = await Journal.OpenAsync(_database, TimeProvider.System, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _stopping.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Row_that_is_told_of_after_it_was_read_is_taken_once()
    {
        var rows = await AppendAsync("first", "second", "third");
        var lane = new LaneFactory(_database, _journal, new RowEnds(), _handler, new NoCheckpoints(), TimeProvider.System, NullLogger<Lane>.Instance).Create("lane");
        lane.Offer(row: null);
        lane.Start(_ => false, _stopping.Token, CancellationToken.None);
        await _handler.WaitForAsync("first");

        // All three are read: what the journal tells of them now comes late.
        foreach (var row in rows)
        {
            lane.Offer(row);
        }

        _handler.GoOn();
        lane.Offer((await AppendAsync("fourth"))[0]);
        await _handler.WaitForAsync("fourth");

        await _stopping.CancelAsync();
        await lane.Completion;
        Assert.Equal(["first", "second", "third", "fourth"], _handler.Handled);
    }

    [Fact]
    public async Task What_waited_while_the_bridge_was_off_for_days_is_tried_for_a_while_before_it_is_given_up()
    {
        var clock = new TestClock();
        var (passing, lasting) = (new FailingHandler(failures: 3), new FailingHandler(int.MaxValue));
        await AppendAsync("first");
        clock.Advance(RetrySchedule.GiveUpAfter * 2);

        await RunAsync(passing, () => clock.PassUntilAsync(passing.Worked));
        await AppendAsync("second");
        await RunAsync(lasting, async () =>
        {
            await clock.PassUntilAsync(lasting.Failed);
            clock.Advance(RetrySchedule.LeastTried);
            await clock.PassUntilAsync(lasting.Died);
        });

        Assert.False(passing.Died.IsCompleted);

        async Task RunAsync(FailingHandler handler, Func<Task> course)
        {
            var lane = new LaneFactory(_database, _journal, new RowEnds(), handler, new NoCheckpoints(), clock.Time, NullLogger<Lane>.Instance).Create("lane");
            using var stopping = new CancellationTokenSource();
            lane.Offer(row: null);
            lane.Start(_ => false, stopping.Token, CancellationToken.None);
            await course();
            await stopping.CancelAsync();
            await clock.PassUntilAsync(lane.Completion);
        }
    }

    private async Task<IReadOnlyList<JournalRow>> AppendAsync(params string[] texts) => await _journal.AppendAsync(
        [.. texts.Select(text => new NewJournalRow("lane", JournalDirection.FromMatrix, new NetworkId("testnet"), text, Encoding.UTF8.GetBytes(text)))],
        transactionId: null, Token);

    private sealed class FailingHandler(int failures) : ILaneHandler
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _worked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _attempts;

        public Task Failed => _failed.Task;

        public Task Worked => _worked.Task;

        public Task Died => _died.Task;

        public Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
        {
            if (_attempts++ < failures)
            {
                _failed.TrySetResult();
                return Task.FromResult<RowOutcome>(new RowOutcome.TryAgain("There is no connection."));
            }

            _worked.TrySetResult();
            return Task.FromResult(RowOutcome.Nothing);
        }

        public Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken)
        {
            _died.TrySetResult();
            return Task.CompletedTask;
        }

        public Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class RecordingHandler : ILaneHandler
    {
        private readonly Observed<string> _handled = new();
        private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Handled => _handled.All;

        public void GoOn() => _mayGoOn.SetResult();

        public Task WaitForAsync(string row) => _handled.WaitForAsync(row, handled => handled == row, _patience, Token);

        public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
        {
            _handled.Add(row.SourceKey!);
            await _mayGoOn.Task;
            return RowOutcome.Nothing;
        }

        public Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
