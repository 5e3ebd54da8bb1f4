using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;
using Bridges.Telegram.Json;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>A scripted TDLib behind the engine's seam: answers by request type, and says what it is told to say.</summary>
internal sealed class FakeTd(IEngineEvents events) : ITdTransport
{
    private readonly ConcurrentDictionary<string, Func<JsonElement, JsonNode?>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _silences = new(StringComparer.Ordinal);
    private long _lastClient;

    public EngineStatus Status { get; private set; } = new(EngineCondition.Stopped, null, 0, null, null, null);

    public Recorder<JsonElement> Requests { get; } = new();

    /// <summary>Happens when a client was made, before the answer that tells so.</summary>
    public Action? ClientMade { get; set; }

    /// <summary>The client made last.</summary>
    public long Client => Interlocked.Read(ref _lastClient);

    public void Start() => Become(EngineCondition.Running);

    public void Become(EngineCondition condition, string? problem = null)
    {
        Status = Status with { Condition = condition, Problem = problem };
        events.OnStateChanged(Status);
    }

    /// <summary>How to answer requests of a type; what is not scripted is answered with ok.</summary>
    public FakeTd Answer(string type, Func<JsonElement, JsonNode?> answer)
    {
        _answers[type] = answer;
        return this;
    }

    public FakeTd Answer(string type, string json) => Answer(type, _ => JsonNode.Parse(json));

    /// <summary>Answers with ok, and says something besides.</summary>
    public FakeTd Answer(string type, Func<Task> say) => Answer(type, request =>
    {
        _ = say();
        return null;
    });

    public FakeTd Refuse(string type, int code, string message) => Answer(type, _ => throw new EngineRequestException(code, message));

    /// <summary>Never answers requests of a type.</summary>
    public FakeTd Silence(string type)
    {
        _silences[type] = true;
        return this;
    }

    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (method == "client.create")
        {
            var client = Interlocked.Increment(ref _lastClient);
            ClientMade?.Invoke();
            return Element(new JsonObject { ["client"] = client });
        }

        if (method != "td.request")
        {
            return Element(new JsonObject());
        }

        var request = Element(parameters["request"]!);
        Requests.Add(request);
        if (_silences.ContainsKey(request.Type()))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var answer = _answers.TryGetValue(request.Type(), out var script) ? script(request) : new JsonObject { ["@type"] = "ok" };
        return Element(answer ?? new JsonObject());
    }

    /// <summary>Says something of the client made last, and waits until it is taken.</summary>
    public async Task SayAsync(string updateJson, long? client = null)
    {
        var update = new JsonObject { ["client"] = client ?? Client, ["update"] = JsonNode.Parse(updateJson) };
        await events.OnNotificationAsync("td.update", Element(update), TestContext.Current.CancellationToken);
    }

    public Task SayAuthorizationAsync(string state) =>
        SayAsync($$$"""{"@type":"updateAuthorizationState","authorization_state":{{{(state.StartsWith('{') ? state : $$"""{"@type":"{{state}}"}""")}}}}""");

    public Task SayConnectionAsync(string state) =>
        SayAsync($$"""{"@type":"updateConnectionState","state":{"@type":"{{state}}"} }""");

    public ValueTask DisposeAsync()
    {
        Become(EngineCondition.Stopped);
        return ValueTask.CompletedTask;
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.Deserialize<JsonElement>(node);
}
