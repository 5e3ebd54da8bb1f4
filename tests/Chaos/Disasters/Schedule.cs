namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Which disasters strike, in which order and after which pauses: all of it follows from the seed.</summary>
internal static class Schedule
{
    /// <param name="kills">How often the host is killed.</param>
    public static IReadOnlyList<(TimeSpan Pause, IDisaster Disaster)> Draw(Random random, int kills, IReadOnlyList<IDisaster> others)
    {
        var disasters = Enumerable.Repeat<IDisaster>(new HostKill(), kills)
            .Concat(Enumerable.Range(0, kills / 10).SelectMany(_ => others))
            .ToArray();
        random.Shuffle(disasters);
        return [.. disasters.Select(disaster => (TimeSpan.FromMilliseconds(200 + random.Next(5000)), disaster))];
    }
}
