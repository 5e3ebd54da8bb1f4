using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Signal.Accounts;
using Bridges.Signal.Backend;
using Bridges.Signal.Chats;
using Bridges.Signal.Errors;
using Bridges.Signal.Incoming;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Signal.Tests.Accounts;

/// <summary>What the engine told before it died needs the next one to be understood, and waits for it.</summary>
public sealed class AwayEngineTests : IDisposable
{
    private static readonly AccountId Self = new("0000aaaa-0000-4000-8000-000000000001");
    private const string Bob = "0000aaaa-0000-4000-8000-000000000002";

    private readonly TempFolder _folder = TempFolder.Create("signal-away");
    private readonly RecordingHost _host = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_of_a_person_is_told_once_the_next_engine_runs()
    {
        await TakeAsync("""{"seq": 1, "kind": "person-changed", "person": "0000aaaa-0000-4000-8000-000000000002"}""");

        Assert.Equal("Bob", (await _host.Users.FirstAsync(user => user.Id.Value == Bob)).Name);
    }

    [Fact]
    public async Task The_rest_of_a_long_text_is_fetched_once_the_next_engine_runs()
    {
        await TakeAsync("""{"seq": 1, "kind": "message", "chat": "0000aaaa-0000-4000-8000-000000000002", "sender": "0000aaaa-0000-4000-8000-000000000002", "timestamp": 1700000000000, "text": "long", "longText": {"size": 9}}""");

        Assert.Equal("long text", RecordingHost.TextOf((await _host.Events.FirstAsync<RemoteMessage>()).Parts));
    }

    [Fact]
    public async Task An_engine_that_is_away_is_waited_for_however_long_it_takes_and_those_in_front_are_journaled_meanwhile()
    {
        await using var hub = Hub(new ScriptedEngine());
        var taking = TakeAsync(hub, Said(1, "in front"), """{"seq": 2, "kind": "person-changed", "person": "0000aaaa-0000-4000-8000-000000000002"}""", Said(3, "behind"));
        await _host.MessageAsync("in front");
        Assert.Empty(_host.Users.All);

        await StartAsync(hub);

        await taking;
        await _host.Users.FirstAsync(user => user.Id.Value == Bob);
        await _host.MessageAsync("behind");
    }

    [Fact]
    public async Task What_fails_otherwise_is_tried_a_few_times_and_stops_nothing()
    {
        var engine = new ScriptedEngine { Fails = method => method == "person" ? new EngineTimeoutException("No answer.") : null };
        await using var hub = Hub(engine);
        await StartAsync(hub);

        await TakeAsync(hub, """{"seq": 1, "kind": "person-changed", "person": "0000aaaa-0000-4000-8000-000000000002"}""", Said(2, "behind"));

        await _host.MessageAsync("behind");
        Assert.Equal(5, engine.Asked("person"));
    }

    [Fact]
    public async Task Names_that_do_not_come_hold_a_message_up_once_however_many_it_mentions()
    {
        var engine = new ScriptedEngine { NeverAnswers = "person" };
        await using var hub = Hub(engine);
        await StartAsync(hub);

        await TakeAsync(hub, $$"""
            {"seq": 1, "kind": "message", "chat": "{{Bob}}", "sender": "{{Bob}}", "timestamp": 1700000000000, "text": "\uFFFC\uFFFC\uFFFC", "ranges": [
              {"start": 0, "length": 1, "mention": "0000aaaa-0000-4000-8000-000000000003"},
              {"start": 1, "length": 1, "mention": "0000aaaa-0000-4000-8000-000000000004"},
              {"start": 2, "length": 1, "mention": "0000aaaa-0000-4000-8000-000000000005"}]}
            """);

        await _host.MessageAsync("@Signal user@Signal user@Signal user");
        Assert.Equal(1, engine.Asked("person"));
    }

    [Fact]
    public async Task A_burst_is_written_by_one_commit_for_each_chat_and_acknowledged_at_once()
    {
        var engine = new ScriptedEngine();
        await using var hub = Hub(engine);
        await StartAsync(hub);

        await TakeAsync(hub, [.. Enumerable.Range(1, 64).Select(number => Said(number, $"{number}"))]);

        Assert.Equal(Enumerable.Range(1, 64).Select(number => $"{number}"), _host.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.Equal(1, engine.Asked("ack"));
    }

    private static string Said(int number, string text) =>
        $$"""{"seq": {{number}}, "kind": "message", "chat": "{{Bob}}", "sender": "{{Bob}}", "timestamp": {{1700000000000 + number}}, "text": "{{text}}"}""";

    private static SignalEngineHub Hub(ScriptedEngine engine) => new(_ => engine, new SignalErrors("!bridges"), NullLogger<SignalEngineHub>.Instance);

    private static Task StartAsync(SignalEngineHub hub) => hub.OnStartedAsync(new EngineHello(1, "signal", "0", 1), TestContext.Current.CancellationToken);

    private async Task TakeAsync(string told)
    {
        var deaths = 0;
        await using var hub = Hub(new ScriptedEngine { Fails = _ => Interlocked.Increment(ref deaths) <= 20 ? new EngineUnavailableException("It is being started again.") : null });
        await StartAsync(hub);
        await TakeAsync(hub, told);
    }

    private async Task TakeAsync(SignalEngineHub hub, params string[] told)
    {
        var time = new HurriedTime();
        var engine = new EngineAccount(hub, Self);
        var patience = new EnginePatience(engine, time);
        var intake = new EventIntake(
            engine, patience, new EventTranslator(Self, showCalls: true, showStories: false, "!bridges"), new LongTexts(_folder.Path, engine, patience),
            new ChatReader(engine, contactNames: false), _host, NullLogger.Instance);
        foreach (var one in told)
        {
            intake.Add(JsonElement.Parse(one));
        }

        intake.Complete();
        await intake.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class ScriptedEngine : ISignalEngine
    {
        private readonly ConcurrentDictionary<string, int> _asked = new();

        public Func<string, EngineException?> Fails { get; init; } = _ => null;

        public string? NeverAnswers { get; init; }

        public EngineStatus Status => throw new NotSupportedException();

        public int Asked(string method) => _asked.GetValueOrDefault(method);

        public void Start()
        {
        }

        public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            _asked.AddOrUpdate(method, 1, (_, times) => times + 1);
            if (method == NeverAnswers)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            if (Fails(method) is { } failure)
            {
                throw failure;
            }

            switch (method)
            {
                case "download":
                    await File.WriteAllTextAsync((string)parameters["file"]!, "long text", cancellationToken);
                    return JsonElement.Parse("""{"size": 9}""");
                case "person":
                    return JsonElement.Parse("""{"id": "0000aaaa-0000-4000-8000-000000000002", "ownName": "Bob"}""");
                default:
                    return JsonElement.Parse("{}");
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
