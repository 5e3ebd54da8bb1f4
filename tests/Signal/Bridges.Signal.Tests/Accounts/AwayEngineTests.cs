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

    private async Task TakeAsync(string told)
    {
        var time = new HurriedTime();
        await using var hub = new SignalEngineHub(_ => new EngineThatIsAway(times: 20), new SignalErrors("!bridges"), NullLogger<SignalEngineHub>.Instance);
        var engine = new EngineAccount(hub, Self);
        var intake = new EventIntake(
            engine, new EventTranslator(Self, showCalls: true, showStories: false, "!bridges"), new LongTexts(_folder.Path, time), new ChatReader(engine, contactNames: false), _host, time, NullLogger.Instance);
        intake.Add(JsonElement.Parse(told));
        intake.Complete();
        await intake.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class EngineThatIsAway(int times) : ISignalEngine
    {
        private int _asked;

        public EngineStatus Status => throw new NotSupportedException();

        public void Start()
        {
        }

        public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _asked) <= times)
            {
                throw new EngineUnavailableException("It is being started again.");
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
