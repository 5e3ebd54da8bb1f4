namespace Bridges.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Messages">How many messages one figure of throughput rests on.</param>
/// <param name="Chats">Over how many chats they are spread, figure by figure.</param>
/// <param name="EventsInTransaction">How many events the homeserver sends at a time, figure by figure.</param>
/// <param name="Portals">How many portals there are, figure by figure, when an idle host is looked at. Rising.</param>
/// <param name="RoundTrips">How many single messages the delays rest on.</param>
/// <param name="Seconds">For how long one message a second is written.</param>
internal sealed record Extent(int Messages, int[] Chats, int[] EventsInTransaction, int[] Portals, int RoundTrips, int Seconds)
{
    public static Extent Quick { get; } = new(5_000, [1, 100], [50], [10, 1_000], 200, 20);

    public static Extent Full { get; } = new(10_000, [1, 10, 100], [1, 50, 100], [10, 1_000, 10_000], 1_000, 60);
}
