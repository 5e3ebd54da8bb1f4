namespace Bridges.Benchmarks;

/// <summary>Strangers write: for each a ghost, a room and the message come to be.</summary>
internal static class FirstContacts
{
    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int people) => Cost.MeasureAsync(
        "first contacts (new ghost, room and message)", "requests to the homeserver", bed, people, () => bed.MeetAsync(people));
}
