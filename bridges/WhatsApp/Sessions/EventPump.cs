using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>
/// Hands the engine's events to the host in their order, as many at once as there are, and confirms to the engine what is on disk. The engine
/// tells no more than a few hundred before they are confirmed, so that the queue here stays small.
/// </summary>
internal sealed partial class EventPump(IEventSink sink, Func<long, CancellationToken, Task> confirm, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int Batch = 64;

    /// <summary>Who is typing, of which more are told than are passed on while the host's disk fails: those are out of date by then.</summary>
    private const string Presence = "presence";
    private const int MostPresences = 256;

    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Channel<Said> _said = Channel.CreateUnbounded<Said>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private int _presences;

    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    public void Add(long seq, JsonElement happened) => _said.Writer.TryWrite(new Said(seq, null, happened));

    public void Tell(string method, JsonElement parameters)
    {
        if (method != Presence)
        {
            _said.Writer.TryWrite(new Said(0, method, parameters));
        }
        else if (Interlocked.Increment(ref _presences) > MostPresences || !_said.Writer.TryWrite(new Said(0, method, parameters)))
        {
            Interlocked.Decrement(ref _presences);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _said.Writer.TryComplete();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var taken = new List<JsonElement>(Batch);
        while (await _said.Reader.WaitToReadAsync(cancellationToken))
        {
            taken.Clear();
            var last = 0L;
            while (taken.Count < Batch && _said.Reader.TryRead(out var said))
            {
                if (said.Method is { } method)
                {
                    Pass(method, said.What);
                }
                else
                {
                    taken.Add(said.What);
                    last = said.Seq;
                }
            }

            if (taken.Count > 0)
            {
                await TakeAsync(taken, cancellationToken);
                await ConfirmAsync(last, cancellationToken);
            }
        }
    }

    private void Pass(string method, JsonElement what)
    {
        if (method == Presence)
        {
            Interlocked.Decrement(ref _presences);
        }

        try
        {
            sink.Told(method, what);
        }
        catch (Exception exception)
        {
            Log.NotPassedOn(logger, exception, method);
        }
    }

    private async Task TakeAsync(List<JsonElement> happened, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await sink.TakeAsync(happened, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The host's disk fails; what it had of them already it leaves out.
                Log.NotTaken(logger, exception);
                await Task.Delay(WaitAfterFailure, time, cancellationToken);
            }
        }
    }

    private async Task ConfirmAsync(long seq, CancellationToken cancellationToken)
    {
        try
        {
            await confirm(seq, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The engine is gone or going; it tells them again, and the host knows them.
            Log.NotConfirmed(logger, exception, seq);
        }
    }

    private readonly record struct Said(long Seq, string? Method, JsonElement What);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What happened on WhatsApp could not be written to disk; it is tried again")]
        public static partial void NotTaken(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "The WhatsApp engine did not take the confirmation of event {Seq}")]
        public static partial void NotConfirmed(ILogger logger, Exception exception, long seq);

        [LoggerMessage(3, LogLevel.Error, "A sign of WhatsApp of kind {Kind} could not be passed on and is left out")]
        public static partial void NotPassedOn(ILogger logger, Exception exception, string kind);
    }
}
