namespace Bridges.Core.Tests.Bed;

/// <summary>Holds up the first one who comes by, until it is told to go on; all others pass.</summary>
internal sealed class Pause
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once somebody is held up.</summary>
    public Task Reached => _reached.Task.WaitAsync(TestBridge.Patience);

    public Task PassAsync() => _reached.TrySetResult() ? _goesOn.Task : Task.CompletedTask;

    public void GoOn() => _goesOn.TrySetResult();
}
