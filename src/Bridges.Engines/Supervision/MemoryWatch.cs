using Bridges.Engines.Processes;

namespace Bridges.Engines.Supervision;

/// <summary>Looks at an engine's memory again and again.</summary>
internal static class MemoryWatch
{
    private const double MiB = 1 << 20;

    /// <exception cref="EngineFaultException">It uses more than it may.</exception>
    public static async Task RunAsync(
        EngineProcess process, EngineOptions options, TimeProvider time, Action<long> report, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.HealthInterval, time);
        do
        {
            if (process.ReadMemory() is not { } bytes)
            {
                continue;
            }

            report(bytes);
            if (options.MemoryLimitBytes > 0 && bytes > options.MemoryLimitBytes)
            {
                throw new EngineFaultException(
                    $"The engine \"{options.Name}\" used {bytes / MiB:0} MiB of memory, more than its limit of {options.MemoryLimitBytes / MiB:0} MiB.")
                {
                    EndsGently = true,
                };
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
