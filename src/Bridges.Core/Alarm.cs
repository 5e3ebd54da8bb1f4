using System.Threading.Channels;

namespace Bridges.Core;

/// <summary>Lets background work sleep until something is due, or until it is told that something else may be due sooner.</summary>
internal sealed class Alarm(TimeProvider time)
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes whoever waits; where nobody does, the next wait is none. From any thread.</summary>
    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Completes when it rings, after so long a time at the latest, and when told to stop.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stopping)
    {
        using var sleep = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sleep.Token, stopping);
        try
        {
            await _rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing rang.
        }
    }
}
