using System.Text.Json;
using System.Threading.Channels;
using Bridges.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>
/// Hands the engine's events to the host, in order and many at a time, and confirms to the engine what is on disk. The engine
/// tells no more than a few hundred before they are confirmed, so that the queue here stays small.
/// </summary>
internal sealed partial class EventPump(IEventSink sink, Func<long, CancellationToken, Task> confirm, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int Batch = 64;

    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Channel<Said> _said = Channel.CreateUnbounded<Said>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    public void Add(long seq, JsonElement happened) => _said.Writer.TryWrite(new Said(seq, null, happened));

    public void Tell(string method, JsonElement parameters) => _said.Writer.TryWrite(new Said(0, method, parameters));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _said.Writer.TryComplete();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var taken = new List<Said>(Batch);
        while (await _said.Reader.WaitToReadAsync(cancellationToken))
        {
            taken.Clear();
            while (taken.Count < Batch && _said.Reader.TryRead(out var said))
            {
                if (said.Method is { } method)
                {
                    sink.Told(method, said.What);
                }
                else
                {
                    taken.Add(said);
                }
            }

            if (taken.Count > 0)
            {
                await HandOverAsync(taken, cancellationToken);
            }
        }
    }

    private async Task HandOverAsync(List<Said> events, CancellationToken cancellationToken)
    {
        for (var first = 0; first < events.Count;)
        {
            first += await TakeAsync(events[first..], cancellationToken);
        }

        await ConfirmAsync(events[^1].Seq, cancellationToken);
    }

    /// <returns>How many of them are on disk.</returns>
    private async Task<int> TakeAsync(List<Said> events, CancellationToken cancellationToken)
    {
        var taking = events.ConvertAll(said => sink.TakeAsync(said.What, cancellationToken));
        var done = 0;
        foreach (var task in taking)
        {
            try
            {
                await task;
                done++;
            }
            catch (BridgeException exception)
            {
                // The host's disk fails: this one and those after it are told again; what was taken already is dropped there.
                await Task.WhenAll(taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Log.NotTaken(logger, exception);
                await Task.Delay(WaitAfterFailure, time, cancellationToken);
                return done;
            }
        }

        return done;
    }

    private async Task ConfirmAsync(long seq, CancellationToken cancellationToken)
    {
        try
        {
            await confirm(seq, cancellationToken);
        }
        catch (BridgeException exception)
        {
            // The engine is gone or going; it tells them again, and the host knows them.
            Log.NotConfirmed(logger, exception, seq);
        }
    }

    private readonly record struct Said(long Seq, string? Method, JsonElement What);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An event of WhatsApp could not be written to disk; it is tried again")]
        public static partial void NotTaken(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "The WhatsApp engine did not take the confirmation of event {Seq}")]
        public static partial void NotConfirmed(ILogger logger, Exception exception, long seq);
    }
}
