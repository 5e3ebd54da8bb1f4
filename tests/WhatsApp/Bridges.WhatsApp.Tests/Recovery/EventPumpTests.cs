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
    public async Task What_is_there_is_handed_over_at_once_and_confirmed_once()
    {
        await using var pump = Pump(Event("a", "a1"), Event("b", "b1"), Event("a", "a2"));

        await ConfirmedAsync(3);

        Assert.Equal([3], _sink.Sizes);
        Assert.Equal(["a1", "b1", "a2"], _sink.Taken);
    }

    [Fact]
    public async Task What_the_disk_did_not_take_comes_again_before_what_is_behind_it()
    {
        _sink.FailOnce("a2");
        await using var pump = Pump([.. Enumerable.Range(1, 100).Select(number => Event("a", $"a{number}"))]);

        await ConfirmedAsync(64);
        await _sink.TakesAsync("a100").WaitAsync(Patience, Cancellation);

        Assert.Equal(Enumerable.Range(1, 100).Select(number => $"a{number}"), _sink.Taken);
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

    [Fact]
    public async Task Signs_of_who_is_typing_do_not_gather_while_the_disk_fails()
    {
        _sink.Signs = [];
        await using var pump = new EventPump(_sink, ConfirmAsync, _time, NullLogger.Instance);
        for (var sign = 0; sign < 1000; sign++)
        {
            pump.Tell("presence", default);
        }

        pump.Tell("phone", default);
        pump.Add(1, Event("a", "a1"));
        pump.Start();
        await ConfirmedAsync(1);

        Assert.Equal((256, 1), (_sink.Signs.Count("presence".Equals), _sink.Signs.Count("phone".Equals)));
        pump.Tell("presence", default);
        pump.Add(2, Event("a", "a2"));
        await _sink.TakesAsync("a2").WaitAsync(Patience, Cancellation);
        Assert.Equal(257, _sink.Signs.Count("presence".Equals));
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

    /// <summary>Takes everything, but for the events among which one fails the first time.</summary>
    private sealed class ScriptedSink : IEventSink
    {
        private readonly ConcurrentQueue<string> _taken = new();
        private readonly ConcurrentQueue<int> _sizes = new();
        private volatile string? _fails;
        private Exception _failure = new InvalidOperationException();

        public IReadOnlyCollection<string> Taken => _taken;

        /// <summary>How many events came at once, each time.</summary>
        public IReadOnlyCollection<int> Sizes => _sizes;

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

        public async Task TakeAsync(IReadOnlyList<JsonElement> happened, CancellationToken cancellationToken)
        {
            var names = happened.Select(one => one.Text("name")!).ToList();
            if (_fails is { } fails && names.Contains(fails))
            {
                _fails = null;
                await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                throw _failure;
            }

            _sizes.Enqueue(names.Count);
            names.ForEach(_taken.Enqueue);
        }

        /// <summary>What was told; null where that fails.</summary>
        public ConcurrentQueue<string>? Signs { get; set; }

        public void Told(string method, JsonElement parameters) => (Signs ?? throw new InvalidOperationException("Nobody takes it.")).Enqueue(method);
    }
}
