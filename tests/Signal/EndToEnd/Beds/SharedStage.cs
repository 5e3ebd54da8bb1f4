using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Stage;

[assembly: AssemblyFixture(typeof(SharedStage))]

namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>The one stage for all tests that leave the servers in peace; each brings people of its own.</summary>
public sealed class SharedStage : IAsyncLifetime
{
    private SignalStage? _stage;

    public SignalStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync() => _stage = await SignalStage.SetAsync();

    public ValueTask DisposeAsync() => _stage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
