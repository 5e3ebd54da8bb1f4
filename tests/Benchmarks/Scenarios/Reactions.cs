namespace Bridges.Benchmarks;

/// <summary>Somebody on the network changes their mind about a message, again and again: a reaction taken back and one sent for each.</summary>
internal static class Reactions
{
    public static Task<Measurement> MeasureAsync(BenchmarkBed bed, int changes) => Cost.MeasureAsync(
        "reactions changed, network to Matrix, 1 chat", "two requests for each", bed, changes,
        () => bed.Messages.ExpectAsync(2, () => bed.Sender.SendTextsAsync([(bed.Messages.Rooms[0], $"react {changes}")])));
}
