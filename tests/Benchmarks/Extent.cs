namespace Bridges.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Messages">How many messages one figure of throughput rests on.</param>
/// <param name="Chats">Over how many chats they are spread, figure by figure.</param>
/// <param name="EventsInTransaction">How many events the homeserver sends at a time, figure by figure.</param>
/// <param name="Portals">How many portals there are, figure by figure, when an idle host is looked at. Rising.</param>
/// <param name="RoundTrips">How many single messages the delays rest on.</param>
/// <param name="Seconds">For how long one message a second is written, and for how long an idle host rests.</param>
/// <param name="Stored">How many messages are bridged before the database is weighed.</param>
internal sealed record Extent(int Messages, int[] Chats, int[] EventsInTransaction, int[] Portals, int RoundTrips, int Seconds, int Stored)
{
    public static Extent Quick { get; } = new(5_000, [1, 100], [1, 50], [10, 1_000], 200, 10, 20_000);

    public static Extent Full { get; } = new(10_000, [1, 10, 100], [1, 50, 100], [10, 1_000, 10_000], 1_000, 60, 100_000);

    /// <summary>As people write: nobody answers at once.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an idle host rests before its memory is looked at.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(30);
}
