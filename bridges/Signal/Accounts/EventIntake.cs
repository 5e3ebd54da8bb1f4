using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Chats;
using Bridges.Signal.Incoming;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Accounts;

/// <summary>
/// Takes what the engine tells, in order: journals it, each chat's events one after the other, and only then acknowledges it by its number. The engine
/// tells a bounded number ahead, so the queue is bounded, too. What is told again after a restart of the engine is known by its number.
/// </summary>
internal sealed partial class EventIntake(EngineAccount engine, EventTranslator translator, LongTexts longTexts, ChatReader chats, IAccountHost host, TimeProvider time, ILogger logger)
{
    private const int Together = 64;
    private const int Tries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(5);

    private readonly Channel<JsonElement> _queue = Channel.CreateUnbounded<JsonElement>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private long _queued;
    private long _done;

    /// <summary>Called by the reader of the engine; returns at once.</summary>
    public void Add(JsonElement told)
    {
        var number = told.Number("seq") ?? 0;
        if (number <= Interlocked.Read(ref _done))
        {
            _ = AcknowledgeAsync(number);   // its acknowledgement was lost with the engine
            return;
        }

        if (number > _queued)
        {
            _queued = number;
            _queue.Writer.TryWrite(told.Clone());
        }
    }

    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new List<JsonElement>(Together);
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < Together && _queue.Reader.TryRead(out var told))
            {
                batch.Add(told);
            }

            await TakeAsync(batch, cancellationToken);
        }
    }

    private async Task TakeAsync(List<JsonElement> batch, CancellationToken cancellationToken)
    {
        var under = new List<(long Number, List<Task> Work)>(batch.Count);
        var newest = new Dictionary<ChatKey, Task>();
        foreach (var told in batch)
        {
            var work = new List<Task>();
            foreach (var remoteEvent in await UnderstandAsync(told, cancellationToken))
            {
                var before = newest.GetValueOrDefault(remoteEvent.Chat, Task.CompletedTask);
                work.Add(newest[remoteEvent.Chat] = JournalAfterAsync(before, remoteEvent, cancellationToken));
            }

            under.Add((told.Number("seq") ?? 0, work));
        }

        foreach (var (number, work) in under)
        {
            await Task.WhenAll(work);
            Interlocked.Exchange(ref _done, number);
            await AcknowledgeAsync(number);
        }
    }

    /// <summary>
    /// An event that nothing can be made of is passed over, with a line in the log: it must not stop those behind it. One that needs an engine which
    /// is just away waits for the next one, which takes seconds.
    /// </summary>
    private async Task<IReadOnlyList<RemoteEvent>> UnderstandAsync(JsonElement told, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await FollowPeopleAsync(told, cancellationToken);
                var whole = await longTexts.CompleteAsync(engine, told, cancellationToken);
                await LearnNamesAsync(whole, cancellationToken);
                return translator.Translate(whole, NameOf);
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && attempt < Tries)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotUnderstood(logger, exception, told.Text("kind") ?? "?");
                return [];
            }
        }
    }

    private async Task FollowPeopleAsync(JsonElement told, CancellationToken cancellationToken)
    {
        switch (told.Text("kind"))
        {
            case "person-changed" when told.Text("person") is { } person:
                _names.TryRemove(person, out _);
                host.UserChanged(await chats.ReadPersonAsync(new RemoteUserId(person), cancellationToken));
                break;
            case "own-number":
                host.Notify("Your account on Signal has a new phone number now. Nothing needs to be done here.");
                break;
            case "same-person" when told.Text("pni") is { } pni && told.Text("person") is { } person:
                await host.UserMovedAsync(new RemoteUserId(pni), new RemoteUserId(person), cancellationToken);
                break;
        }
    }

    private async Task LearnNamesAsync(JsonElement told, CancellationToken cancellationToken)
    {
        var people = Text.BodyRangeReader.Mentioned(told);
        if (told.Text("kind") is "identity-changed" or "unreadable" && (told.Text("person") ?? told.Text("sender")) is { } about)
        {
            people = people.Append(about);
        }

        foreach (var person in people.Where(person => !_names.ContainsKey(person)))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(NamePatience);
            try
            {
                _names[person] = (await chats.ReadPersonAsync(new RemoteUserId(person), patience.Token)).Name;
            }
            catch (Exception exception) when (exception is BridgeException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The name is only for show; the next mention asks again.
            }
        }
    }

    private string NameOf(string person) => _names.TryGetValue(person, out var name) ? name : "Signal user";

    /// <summary>Where the host's disk fails, the event is told again until it is written; nothing of its chat overtakes it.</summary>
    private async Task JournalAfterAsync(Task before, RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        await before;
        for (; ; )
        {
            try
            {
                await host.ReceiveAsync(remoteEvent, cancellationToken);
                return;
            }
            catch (BridgeException exception)
            {
                Log.NotWritten(logger, exception);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task AcknowledgeAsync(long number)
    {
        try
        {
            await engine.AskAsync("ack", new JsonObject { ["seq"] = number }, CancellationToken.None);
        }
        catch (BridgeException)
        {
            // The engine tells it again, and is then answered at once.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A notification of kind {Kind} from the Signal engine could not be understood and is passed over")]
        public static partial void NotUnderstood(ILogger logger, Exception exception, string kind);

        [LoggerMessage(2, LogLevel.Error, "An event of Signal could not be written down and is tried again")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
