using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines;

namespace Bridges.EngineModule;

/// <summary>Stands as its engine stands, and is in a hurry where real modules are patient.</summary>
public sealed class EngineNetwork : INetwork, IEngineEvents
{
    private const string Version = "1.0";
    private const long MemoryLimit = 192L << 20;

    private readonly Engine _engine;

    internal EngineNetwork(EngineModuleOptions options, IModuleHost host) => _engine = new Engine(
        new EngineOptions
        {
            Name = "engine",
            FileName = options.Program,
            StartTimeout = TimeSpan.FromSeconds(5),
            HealthInterval = TimeSpan.FromMilliseconds(100),
            FirstBackoff = TimeSpan.FromMilliseconds(50),
            LongestBackoff = TimeSpan.FromMilliseconds(500),
            MaxLineBytes = 1 << 20,
            MemoryLimitBytes = MemoryLimit,
            CheckHello = hello => hello.Version == Version ? null : $"The engine has version {hello.Version}; this module needs {Version}.",
        },
        this, host.TimeProvider, host.LoggerFactory);

    public IReadOnlyList<LoginFlow> LoginFlows { get; } = [];

    public NetworkHealth Health => _engine.Status switch
    {
        { Condition: EngineCondition.Running } => NetworkHealth.Healthy,
        { Problem: { } problem } => new NetworkHealth(IsHealthy: false, problem),
        _ => new NetworkHealth(IsHealthy: false, "The engine is being started."),
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _engine.Start();
        return Task.CompletedTask;
    }

    public ILogin CreateLogin(LoginFlow flow) => throw new NotSupportedException();

    public IAccount CreateAccount(StoredAccount account, IAccountHost host) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    ValueTask IEngineEvents.OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    Task IEngineEvents.OnStartedAsync(EngineHello hello, CancellationToken cancellationToken) => Task.CompletedTask;

    void IEngineEvents.OnStateChanged(EngineStatus status)
    {
    }
}
