using System.Collections.Concurrent;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>Tells those who wait for a row of another lane that it has ended. From any thread.</summary>
internal sealed class RowEnds
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _awaited = new();

    /// <summary>Told of each row that has ended, before those who wait for it.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Told of what rows left behind, once it is on disk. Called from the lanes, so only to take note.</summary>
    public Action<IReadOnlyList<Statement>>? Written { get; set; }

    /// <summary>Completes when the row has ended from now on: look afterwards whether it had before.</summary>
    public Task NextOf(long row) =>
        _awaited.GetOrAdd(row, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>What became of it is on disk.</summary>
    public void Ended(long row, IReadOnlyList<Statement> writes)
    {
        Written?.Invoke(writes);
        Told?.Invoke(row);
        if (!_awaited.IsEmpty && _awaited.TryRemove(row, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
