using Bridges.Signal.Simulator;

namespace Bridges.Signal.Tests.Live;

/// <summary>A test that has a simulated service of its own, since it hinders it.</summary>
/// <param name="probe">How often the engine looks whether its connection lives. Default: as seldom as with the real service.</param>
public abstract class OwnServiceTest(TimeSpan? probe = null) : IAsyncLifetime
{
    private SimulatedSignal? _signal;

    protected SimulatedSignal Signal => _signal ?? throw new InvalidOperationException("The simulation is not started.");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _signal = await SimulatedSignal.StartAsync(probe, Cancellation);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _signal?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
