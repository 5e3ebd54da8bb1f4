using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>The order in which the engine's events come to the host, whatever fails in between.</summary>
public sealed class EventPumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSink _sink = new();
    private readonly TaskCompletionSource<long> _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_of_a_chat_overtakes_one_that_the_disk_did_not_take()
    {
        _sink.FailOnce("a2");
        await using var pump = Pump(Event("a", "a1"), Event("a", "a2"), Event("a", "a3"), Event("b", "b1"));

        await ConfirmedAsync(4);

        Assert.Equal(["a1", "a2", "a3"], _sink.Taken.Where(name => name.StartsWith('a')));
        Assert.Contains("b1", _sink.Taken);
    }

    [Fact]
    public async Task A_chat_whose_events_wait_for_the_disk_holds_up_no_other()
    {
        _sink.FailOnce("a1");
        await using var pump = Pump(Event("a", "a1"), Event("a", "a2"), Event("b", "b1"));

        await _sink.TakesAsync("b1").WaitAsync(Patience, Cancellation);
        await ConfirmedAsync(3);

        Assert.Equal(["b1", "a1", "a2"], _sink.Taken);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("move")]
    public async Task What_is_told_of_an_id_that_has_moved_comes_after_the_move_and_what_was_told_before_comes_before(string fails)
    {
        _sink.FailOnce(fails);
        await using var pump = Pump(Event("old", "before"), Event("other", "elsewhere"), Event("old", "move", "moved"), Event("new", "after"));

        await ConfirmedAsync(4);

        Assert.Equal(["before", "move", "after"], _sink.Taken.Where(name => name != "elsewhere"));
        Assert.True(_sink.Taken.ToList().IndexOf("elsewhere") < _sink.Taken.ToList().IndexOf("move"));
    }

    /// <summary>Nothing ends it but its own end.</summary>
    [Fact]
    public async Task What_the_host_gives_up_comes_again_and_a_sign_that_cannot_be_passed_on_stops_nothing()
    {
        _sink.FailOnce("a1", new OperationCanceledException());
        await using var pump = new EventPump(_sink, ConfirmAsync, _time, NullLogger.Instance);
        pump.Tell("typing", default);
        pump.Add(1, Event("a", "a1"));
        pump.Start();

        await ConfirmedAsync(1);

        Assert.Equal(["a1"], _sink.Taken);
    }

    private static JsonElement Event(string chat, string name, string type = "message") => JsonSerializer.SerializeToElement(new { type, chat, name });

    private EventPump Pump(params JsonElement[] events)
    {
        var pump = new EventPump(_sink, ConfirmAsync, _time, NullLogger.Instance);
        foreach (var (number, happened) in events.Index())
        {
            pump.Add(number + 1, happened);
        }

        pump.Start();
        return pump;
    }

    private Task ConfirmAsync(long seq, CancellationToken cancellationToken)
    {
        _confirmed.TrySetResult(seq);
        return Task.CompletedTask;
    }

    /// <summary>The clock goes on until all is done.</summary>
    private async Task ConfirmedAsync(long last)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while (!_confirmed.Task.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }

        Assert.Equal(last, await _confirmed.Task);
    }

    /// <summary>Takes everything, but for one event that fails the first time, after those behind it had their chance.</summary>
    private sealed class ScriptedSink : IEventSink
    {
        private readonly ConcurrentQueue<string> _taken = new();
        private volatile string? _fails;
        private Exception _failure = new InvalidOperationException();

        public IReadOnlyCollection<string> Taken => _taken;

        public async Task TakesAsync(string name)
        {
            while (!_taken.Contains(name))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            }
        }

        public void FailOnce(string name, Exception? failure = null)
        {
            _failure = failure ?? BridgeException.Transient("The disk is full.");
            _fails = name;
        }

        public async Task TakeAsync(JsonElement happened, CancellationToken cancellationToken)
        {
            var name = happened.Text("name")!;
            if (_fails == name)
            {
                _fails = null;
                await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                throw _failure;
            }

            _taken.Enqueue(name);
        }

        public void Told(string method, JsonElement parameters) => throw new InvalidOperationException("Nobody takes it.");
    }
}
