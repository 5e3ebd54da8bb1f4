namespace Bridges.TestBeds.Processes;

/// <summary>The lines a program has printed so far; of very many, the first are forgotten.</summary>
public sealed class ProcessOutput
{
    private const int LinesKept = 20_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Seen)> _waiting = [];

    /// <summary>A copy of the lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>All lines as one text.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>The last lines as one text.</summary>
    public string Tail(int lines) => string.Join('\n', Lines.TakeLast(lines));

    /// <summary>The first line, old or still to come, for which the condition holds.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> matches, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.FirstOrDefault(matches) is { } line)
            {
                return line;
            }

            _waiting.Add((matches, seen));
        }

        try
        {
            return await seen.Task.WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The awaited line was not printed within {timeout}. The last lines:\n{Tail(40)}", late);
        }
    }

    internal void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }

            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Matches(line))
                {
                    _waiting[i].Seen.TrySetResult(line);
                    _waiting.RemoveAt(i);
                }
            }
        }
    }
}
