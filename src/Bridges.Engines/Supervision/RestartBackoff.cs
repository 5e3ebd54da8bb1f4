namespace Bridges.Engines.Supervision;

/// <summary>Waits between restarts: doubling, with jitter so that engines which died together do not start together.</summary>
/// <param name="random">Gives numbers from 0 up to 1.</param>
internal sealed class RestartBackoff(EngineOptions options, Func<double> random)
{
    private int failures;

    /// <param name="ranFor">How long the engine that failed had been ready.</param>
    public TimeSpan Next(TimeSpan ranFor)
    {
        if (ranFor >= options.StableAfter)
        {
            failures = 0;
        }

        var doubled = options.FirstBackoff * Math.Pow(2, Math.Min(failures++, 30));
        var wait = doubled < options.LongestBackoff ? doubled : options.LongestBackoff;
        return wait * (0.8 + (0.2 * random()));
    }
}
