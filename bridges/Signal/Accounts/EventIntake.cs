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
/// Takes what the engine tells, in order: journals it, what is there of a chat by one commit, and only then acknowledges it by its number. The engine
/// tells a bounded number ahead, so the queue is bounded, too. What is told again after a restart of the engine is known by its number.
/// </summary>
internal sealed partial class EventIntake(
    EngineAccount engine, EnginePatience patience, EventTranslator translator, LongTexts longTexts, ChatReader chats, IAccountHost host, ILogger logger)
{
    private const int Together = 64;

    /// <summary>Anybody can name people who do not exist.</summary>
    private const int MostNames = 10_000;

    /// <summary>For all names of one message: anybody can mention hundreds.</summary>
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
        var understood = new List<RemoteEvent>(batch.Count);
        var last = 0L;
        foreach (var told in batch)
        {
            var understanding = UnderstandAsync(told, cancellationToken);
            if (!understanding.IsCompleted && last > 0)
            {
                // What the engine has to be asked for may take a while: those in front do not wait for it.
                await JournalAsync(understood, last, cancellationToken);
                understood.Clear();
            }

            understood.AddRange(await understanding);
            last = told.Number("seq") ?? last;
        }

        await JournalAsync(understood, last, cancellationToken);
    }

    /// <summary>What is journaled by one commit for each chat is acknowledged at once.</summary>
    /// <param name="last">Number of the last notification.</param>
    private async Task JournalAsync(List<RemoteEvent> understood, long last, CancellationToken cancellationToken)
    {
        await Task.WhenAll(understood.GroupBy(remoteEvent => remoteEvent.Chat).Select(ofChat => WriteAsync(() => host.ReceiveAsync([.. ofChat], cancellationToken), cancellationToken)));
        Interlocked.Exchange(ref _done, last);
        await AcknowledgeAsync(last);
    }

    /// <summary>
    /// An event that nothing can be made of is passed over, with a line in the log: it must not stop those behind it.
    /// </summary>
    private async Task<IReadOnlyList<RemoteEvent>> UnderstandAsync(JsonElement told, CancellationToken cancellationToken)
    {
        try
        {
            await FollowPeopleAsync(told, cancellationToken);
            var whole = await longTexts.CompleteAsync(told, cancellationToken);
            await LearnNamesAsync(whole, cancellationToken);
            return translator.Translate(whole, NameOf);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotUnderstood(logger, exception, told.Text("kind") ?? "?");
            return [];
        }
    }

    private async Task FollowPeopleAsync(JsonElement told, CancellationToken cancellationToken)
    {
        switch (told.Text("kind"))
        {
            case "person-changed" when told.Text("person") is { } person:
                _names.TryRemove(person, out _);
                host.UserChanged(await patience.AskAsync(() => chats.ReadPersonAsync(new RemoteUserId(person), cancellationToken), cancellationToken));
                break;
            case "own-number":
                host.Notify("Your account on Signal has a new phone number now. Nothing needs to be done here.");
                break;
            case "same-person" when told.Text("pni") is { } pni && told.Text("person") is { } person:
                await WriteAsync(() => host.UserMovedAsync(new RemoteUserId(pni), new RemoteUserId(person), cancellationToken), cancellationToken);
                break;
        }
    }

    private async Task LearnNamesAsync(JsonElement told, CancellationToken cancellationToken)
    {
        var people = Text.BodyRangeReader.Mentioned(told);
        if (told.Text("kind") is "identity-changed" or "unreadable" or "timer" && (told.Text("person") ?? told.Text("sender")) is { } about)
        {
            people = people.Append(about);
        }

        // Who set a timer is named.
        people = people.Concat(told.Items("notes").Where(note => note.Text("what") == "timer").Select(note => note.Text("by")).OfType<string>()).ToList();

        if (_names.Count > MostNames)
        {
            _names.Clear();
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(NamePatience);
        foreach (var person in people.Where(person => !_names.ContainsKey(person)).TakeWhile(_ => !wait.IsCancellationRequested))
        {
            try
            {
                _names[person] = (await chats.ReadPersonAsync(new RemoteUserId(person), wait.Token)).Name;
            }
            catch (Exception exception) when (exception is BridgeException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The name is only for show; the next mention asks again.
            }
        }
    }

    private string NameOf(string person) => _names.TryGetValue(person, out var name) ? name : "Signal user";

    /// <summary>Where the host's disk fails, it is told again until it is written; nothing overtakes it.</summary>
    private async Task WriteAsync(Func<ValueTask> write, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            try
            {
                await write();
                return;
            }
            catch (BridgeException exception)
            {
                Log.NotWritten(logger, exception);
                await patience.PauseAsync(cancellationToken);
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
