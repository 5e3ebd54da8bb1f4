using System.Collections.Concurrent;

namespace Bridges.Core.Lanes;

/// <summary>Tells those who wait for a row of another lane that it has ended. From any thread.</summary>
internal sealed class RowEnds
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _awaited = new();

    /// <summary>Told of each row that has ended, before those who wait for it.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Completes when the row has ended from now on: look afterwards whether it had before.</summary>
    public Task NextOf(long row) =>
        _awaited.GetOrAdd(row, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>What became of it is on disk.</summary>
    public void Ended(long row)
    {
        Told?.Invoke(row);
        if (!_awaited.IsEmpty && _awaited.TryRemove(row, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
