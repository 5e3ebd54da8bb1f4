namespace Bridges.Core.Tests.Bed;

/// <summary>What the bridge did on the scripted network so far, and a way to wait for more.</summary>
internal sealed class Deeds
{
    private readonly Lock _lock = new();
    private readonly List<Deed> _all = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the scripted network deletes chats for everyone.</summary>
    public bool DeletesForEveryone { get; set; }

    /// <summary>Why the scripted network deletes no chat just now; null: it does.</summary>
    public string? Refusal { get; set; }

    public IReadOnlyList<Deed> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Add(Deed deed)
    {
        lock (_lock)
        {
            _all.Add(deed);
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task<Deed> WaitForAsync(Func<Deed, bool> matches)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_all.FirstOrDefault(matches) is { } found)
                {
                    return found;
                }

                more = _more.Task;
            }

            var left = TestBridge.Patience - TimeProvider.System.GetElapsedTime(end);
            await more.WaitAsync(left > TimeSpan.Zero ? left : throw new TimeoutException($"Not done. Done so far: {string.Join("; ", All)}"));
        }
    }
}
