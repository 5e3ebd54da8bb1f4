namespace Bridges.TestBeds.Processes;

/// <summary>The lines a program has printed so far; of very many, the first are forgotten.</summary>
public sealed class ProcessOutput
{
    private readonly Observed<string> _lines = new(limit: 20_000);

    /// <summary>A copy of the lines.</summary>
    public IReadOnlyList<string> Lines => _lines.All;

    /// <summary>All lines as one text.</summary>
    public string Text => Tail(int.MaxValue);

    /// <summary>The last lines as one text.</summary>
    public string Tail(int lines) => string.Join('\n', Lines.TakeLast(lines));

    /// <summary>The first line, old or still to come, for which the condition holds.</summary>
    public Task<string> WaitForLineAsync(Func<string, bool> matches, TimeSpan timeout, CancellationToken cancellation = default) =>
        _lines.WaitForAsync("The awaited line of output", matches, timeout, cancellation);

    internal void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Add(line);
        }
    }
}
