namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Which disasters strike, in which order and after which pauses: all of it follows from the seed.</summary>
internal static class Schedule
{
    private const int HostKillsARound = 10;

    /// <param name="rounds">In each the host is killed ten times, and everything else happens once.</param>
    /// <param name="ofDatabase">What can befall the database besides.</param>
    public static IReadOnlyList<(TimeSpan Pause, IDisaster Disaster)> Draw(Random random, int rounds, IReadOnlyList<IDisaster> ofDatabase)
    {
        IDisaster[] round =
        [
            .. Enumerable.Repeat(new HostKill(), HostKillsARound),
            new EngineKill(), new HomeserverOutage(), new PowerCut(), .. DataCentreTrouble.All, .. ofDatabase,
        ];
        var disasters = Enumerable.Repeat(round, rounds).SelectMany(disaster => disaster).ToArray();
        random.Shuffle(disasters);
        return [.. disasters.Select(disaster => (TimeSpan.FromMilliseconds(200 + random.Next(4000)), disaster))];
    }
}
