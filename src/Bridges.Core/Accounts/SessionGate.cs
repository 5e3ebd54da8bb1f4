namespace Bridges.Core.Accounts;

/// <summary>
/// Holds back the first events of a session until the gap before it has been looked for, so that what was missed stands
/// before what is new. A look that takes too long, or fails, holds nothing back for longer.
/// </summary>
internal sealed class SessionGate(Func<Task> lookForGap, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);

    private readonly Lock _lock = new();
    private Task? _opening;

    /// <summary>A new session begins.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_opening is { IsCompleted: true })
            {
                _opening = null;
            }
        }
    }

    public void BeginOpening() => _ = OpeningAsync();

    /// <summary>Completes once events may pass.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        var opening = OpeningAsync();
        return opening.IsCompleted ? Task.CompletedTask : opening.WaitAsync(cancellationToken);
    }

    private Task OpeningAsync()
    {
        lock (_lock)
        {
            return _opening ??= Task.Run(LookAsync);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await lookForGap().WaitAsync(_patience, time);
        }
        catch (TimeoutException)
        {
            // The look goes on; what it finds late is bridged late, but it is bridged.
        }
    }
}
