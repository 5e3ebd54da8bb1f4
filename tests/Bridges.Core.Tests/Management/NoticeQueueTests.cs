using System.Collections.Concurrent;
using System.Net;
using Bridges.Core.Management;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;

namespace Bridges.Core.Tests.Management;

/// <summary>What could not be told is told later, and not for ever.</summary>
public sealed class NoticeQueueTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly NoticeQueue<string> _queue;
    private Task _running = Task.CompletedTask;

    public NoticeQueueTests() => _queue = new NoticeQueue<string>(10, _clock.Time, _failures.Enqueue);

    public ValueTask InitializeAsync()
    {
        _running = _queue.RunAsync(_stopping.Token);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running);
        _stopping.Dispose();
    }

    [Fact]
    public async Task One_who_is_not_reached_holds_up_nobody_else_and_hears_all_in_its_order()
    {
        var isAway = true;
        _queue.Add("alice", _ => TellAsync("first", () => isAway));
        _queue.Add("alice", _ => TellAsync("second", () => false));
        _queue.Add("carol", _ => TellAsync("hers", () => false));
        await UntilToldAsync("hers");

        isAway = false;
        await UntilToldAsync("second");

        Assert.Equal(["hers", "first", "second"], _told);
        Assert.Single(_failures);
    }

    [Fact]
    public async Task What_cannot_be_told_for_a_day_is_dropped()
    {
        _queue.Add("alice", _ => TellAsync("never", () => true));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(_failures.Count == 1));

        _clock.Advance(TimeSpan.FromDays(2));
        await _clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(_failures.Count == 2)));
        _queue.Add("alice", _ => TellAsync("next", () => false));

        await UntilToldAsync("next");
        Assert.Equal(["next"], _told);
    }

    private Task UntilToldAsync(string words) => _clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(_told.Contains(words))));

    private Task TellAsync(string words, Func<bool> isAway)
    {
        if (isAway())
        {
            throw new MatrixException(HttpStatusCode.ServiceUnavailable, errorCode: null, "away");
        }

        _told.Enqueue(words);
        return Task.CompletedTask;
    }
}
