using System.Text.Json;
using System.Threading.Channels;
using Bridges.Engines.Json;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>
/// Hands the engine's events to the host, those of one chat one after the other and those of different chats side by side, and confirms to
/// the engine what is on disk. The engine tells no more than a few hundred before they are confirmed, so that the queue here stays small.
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
                    Pass(method, said.What);
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

    private void Pass(string method, JsonElement what)
    {
        try
        {
            sink.Told(method, what);
        }
        catch (Exception exception)
        {
            Log.NotPassedOn(logger, exception, method);
        }
    }

    private async Task HandOverAsync(List<Said> events, CancellationToken cancellationToken)
    {
        for (var first = 0; first < events.Count;)
        {
            var next = events.FindIndex(first, said => IsOfAllChats(said.What));
            next = next < 0 ? events.Count : Math.Max(next, first + 1);
            await Task.WhenAll(events[first..next].GroupBy(said => said.What.Text("chat"), StringComparer.Ordinal).Select(chat => TakeInTurnAsync([.. chat], cancellationToken)));
            first = next;
        }

        await ConfirmAsync(events[^1].Seq, cancellationToken);
    }

    /// <summary>What is told under an id that has moved must find it moved, and what is told under the id before must come before.</summary>
    private static bool IsOfAllChats(JsonElement happened) => happened.Text("type") == "moved";

    /// <summary>One after the other, so that none overtakes one that has to be tried again.</summary>
    private async Task TakeInTurnAsync(IReadOnlyList<Said> events, CancellationToken cancellationToken)
    {
        foreach (var said in events)
        {
            await TakeAsync(said.What, cancellationToken);
        }
    }

    private async Task TakeAsync(JsonElement happened, CancellationToken cancellationToken)
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
                // The host's disk fails; what it had of this event already it leaves out.
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
        [LoggerMessage(1, LogLevel.Error, "An event of WhatsApp could not be written to disk; it is tried again")]
        public static partial void NotTaken(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "The WhatsApp engine did not take the confirmation of event {Seq}")]
        public static partial void NotConfirmed(ILogger logger, Exception exception, long seq);

        [LoggerMessage(3, LogLevel.Error, "A sign of WhatsApp of kind {Kind} could not be passed on and is left out")]
        public static partial void NotPassedOn(ILogger logger, Exception exception, string kind);
    }
}
