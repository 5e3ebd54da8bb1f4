namespace Bridges.Telegram.Simulator.World;

/// <summary>The votes of one poll.</summary>
internal sealed class Ballot
{
    private static long lastId = 6_600_000_000;

    public long Id { get; } = Interlocked.Increment(ref lastId);

    public Dictionary<Person, IReadOnlyList<int>> Votes { get; } = [];

    public bool IsClosed { get; set; }
}
