using System.Diagnostics;
using Bridges.Media.Jobs;

namespace Bridges.MediaWorker;

/// <summary>How long a job may still take.</summary>
internal sealed class Deadline(TimeSpan limit)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public TimeSpan Left => limit > clock.Elapsed ? limit - clock.Elapsed : TimeSpan.Zero;

    /// <exception cref="JobRefusedException">The time is over.</exception>
    public void Check()
    {
        if (clock.Elapsed > limit)
        {
            throw new JobRefusedException($"it takes longer than {limit.TotalSeconds:0} s", WorkerErrors.TooSlow);
        }
    }
}
