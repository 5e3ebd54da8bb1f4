using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Benchmarks.Signal;

/// <summary>The Signal engine by itself, on the simulated Signal: linked accounts, and what it tells.</summary>
internal sealed class SignalEngineBed : IEngineEvents, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = TempFolder.Create("signal-figures");
    private readonly Engine _engine;
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _awaited = new(StringComparer.Ordinal);

    private SignalEngineBed(SimulatedSignal signal)
    {
        Signal = signal;
        _engine = new Engine(
            new EngineOptions
            {
                Name = "signal",
                FileName = SimulatedSignal.NodePath,
                Arguments = ["--disable-warning=ExperimentalWarning", RepositoryRoot.Combine("bridges", "Signal", "engine", "src", "main.ts"), signal.ServiceFile],
                StartTimeout = Patience,
                RequestTimeout = Patience,
            },
            this, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public SimulatedSignal Signal { get; }

    public ProcessMemory Memory => ProcessMemory.Of(_engine.Status.ProcessId!.Value);

    public static async Task<SignalEngineBed> StartAsync(SimulatedSignal signal)
    {
        var bed = new SignalEngineBed(signal);
        bed._engine.Start();
        await bed._running.Task.WaitAsync(Patience);
        return bed;
    }

    public Task<JsonElement> AskAsync(string method, JsonObject parameters) => _engine.RequestAsync(method, parameters);

    /// <summary>Links a person's account and waits until it is connected.</summary>
    public async Task LinkAsync(SignalPerson person, string? historyKey = null)
    {
        var (path, key) = (_folder.Combine($"{person.Id}.db"), new string('a', 64));
        var code = AwaitAsync($"link-url {person.Id}");
        var linking = AskAsync("link", new JsonObject { ["login"] = person.Id, ["path"] = path, ["key"] = key, ["name"] = "Bridges", ["history"] = historyKey is not null });
        var linked = person.LinkAsync((await code).GetProperty("url").GetString()!, historyKey);
        await linking;
        var connected = AwaitAsync($"connected {person.Id}");
        await AskAsync("start", new JsonObject { ["account"] = person.Id, ["path"] = path, ["key"] = key, ["generation"] = 0, ["stories"] = false });
        await Task.WhenAll(linked, connected);
        await AskAsync("sync", new JsonObject { ["account"] = person.Id });
    }

    /// <summary>What the engine tells next under this name: <c>link-url LOGIN</c>, <c>connected ACCOUNT</c> or <c>text TEXT</c>.</summary>
    public Task<JsonElement> AwaitAsync(string name) => _awaited.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Patience);

    public string File(string name) => _folder.Combine(name);

    public ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (parameters.Number("seq") is { } number)
        {
            _ = AskAsync("ack", new JsonObject { ["account"] = parameters.Text("account"), ["seq"] = number });
        }

        var name = parameters.Text("kind") switch
        {
            "link-url" => $"link-url {parameters.Text("login")}",
            "connection" => $"{parameters.Text("state")} {parameters.Text("account")}",
            _ => $"text {parameters.Text("text")}",
        };
        if (_awaited.TryGetValue(name, out var awaited))
        {
            awaited.TrySetResult(parameters.Clone());
        }

        return ValueTask.CompletedTask;
    }

    public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
    {
        _running.TrySetResult();
        return Task.CompletedTask;
    }

    public void OnStateChanged(EngineStatus status)
    {
        // Seen in the figures.
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}
