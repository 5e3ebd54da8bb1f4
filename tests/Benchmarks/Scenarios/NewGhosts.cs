namespace Bridges.Benchmarks;

/// <summary>People write for the first time in a room that is there: for each a ghost, its way into the room, and the message.</summary>
internal static class NewGhosts
{
    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int people)
    {
        var room = bed.Rooms(1)[0];
        return Cost.MeasureAsync(
            "new ghost in a known room, one after the other", "requests to the homeserver", bed, people,
            () => bed.Messages.ExpectAsync(people, () => bed.Sender.SendTextsAsync([(room, $"bring {bed.NextGuests(people)} {people}")])));
    }
}
