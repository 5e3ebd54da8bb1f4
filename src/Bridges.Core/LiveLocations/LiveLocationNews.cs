namespace Bridges.Core.LiveLocations;

/// <summary>Wakes those who show shared places: nobody looks for any while nobody shares one.</summary>
internal sealed class LiveLocationNews(TimeProvider time)
{
    /// <summary>What is told of is on disk by then.</summary>
    private static readonly TimeSpan _recent = TimeSpan.FromSeconds(30);

    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _toldAt;

    /// <summary>Completes with the next news.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public bool IsRecent => Volatile.Read(ref _toldAt) is > 0 and var told && time.GetElapsedTime(told) < _recent;

    /// <summary>A place is about to be noted.</summary>
    public void Tell()
    {
        Volatile.Write(ref _toldAt, time.GetTimestamp());
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
