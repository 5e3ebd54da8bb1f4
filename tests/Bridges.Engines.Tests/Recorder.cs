using System.Text.Json;
using System.Threading.Channels;

namespace Bridges.Engines.Tests;

/// <summary>Keeps what an engine tells, so that tests can wait for it.</summary>
internal sealed class Recorder : IEngineEvents
{
    private readonly Channel<EngineStatus> states = Channel.CreateUnbounded<EngineStatus>();
    private readonly Channel<(string Method, JsonElement Parameters)> notifications = Channel.CreateUnbounded<(string, JsonElement)>();

    public Func<string, JsonElement, CancellationToken, ValueTask>? Consume { get; set; }

    public Func<EngineHello, CancellationToken, Task>? SetUp { get; set; }

    public async ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Consume is { } consume)
        {
            await consume(method, parameters, cancellationToken);
        }

        notifications.Writer.TryWrite((method, parameters));
    }

    public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
        => SetUp?.Invoke(hello, cancellationToken) ?? Task.CompletedTask;

    public void OnStateChanged(EngineStatus status) => states.Writer.TryWrite(status);

    /// <summary>The next state of that condition; those before it are skipped.</summary>
    public async Task<EngineStatus> WaitForAsync(EngineCondition condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await states.Reader.ReadAsync(cancellationToken);
            if (status.Condition == condition)
            {
                return status;
            }
        }
    }

    public ValueTask<(string Method, JsonElement Parameters)> NextNotificationAsync(CancellationToken cancellationToken)
        => notifications.Reader.ReadAsync(cancellationToken);
}
