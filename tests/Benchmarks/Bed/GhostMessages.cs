using System.Collections.Concurrent;
using System.Diagnostics;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>The messages that ghosts sent to the homeserver: counted, and the few of interest read.</summary>
internal sealed class GhostMessages
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, bool> _rooms = new(StringComparer.Ordinal);
    private long _count;
    private Awaited? _awaited;

    /// <summary>The rooms that ghosts have spoken in.</summary>
    public IReadOnlyList<string> Rooms => [.. _rooms.Keys];

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Told of each message with the clock's reading when it came; null while nobody listens.</summary>
    public Action<SentEvent, long>? Listener { get; set; }

    public void Take(SentEvent sent)
    {
        if (sent.Type != "m.room.message" || !sent.Sender.StartsWith("@_bridges_", StringComparison.Ordinal))
        {
            return;
        }

        Listener?.Invoke(sent, Stopwatch.GetTimestamp());
        _rooms.TryAdd(sent.RoomId, value: true);
        var count = Interlocked.Increment(ref _count);
        if (_awaited is { } awaited && count >= awaited.Count)
        {
            awaited.Reached.TrySetResult();
        }
    }

    /// <summary>Completes when so many more have come than at the time of the call.</summary>
    public async Task ExpectAsync(long more, Func<Task> cause)
    {
        var awaited = new Awaited(Count + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _awaited = awaited;
        await cause();
        await awaited.Reached.Task.WaitAsync(Patience);
    }

    private sealed record Awaited(long Count, TaskCompletionSource Reached);
}
