namespace Bridges.Core.Lanes;

/// <summary>The end of a row, for one who waits for it. Dispose of it to wait no longer.</summary>
internal sealed class AwaitedEnd(long row, Action<AwaitedEnd> giveUp) : IDisposable
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Row => row;

    /// <summary>Completes when it has come.</summary>
    public Task Told => _told.Task;

    public void Dispose() => giveUp(this);

    internal void Set() => _told.SetResult();
}
