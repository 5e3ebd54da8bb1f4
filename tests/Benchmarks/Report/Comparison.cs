namespace Bridges.Benchmarks;

/// <summary>Another build and this one, round by round: what each figure was, and what became of it.</summary>
internal sealed class Comparison
{
    private readonly List<(string What, string Unit, double Other, double This)> _pairs = [];

    public void Add(IReadOnlyList<Measurement> other, IReadOnlyList<Measurement> mine)
    {
        foreach (var (former, now) in other.Zip(mine))
        {
            _pairs.AddRange(former.Figures.Zip(now.Figures, (one, two) => (former.What, one.Unit, one.Value, two.Value)));
        }
    }

    /// <summary>The median of each build and the median of the ratios within rounds, which a machine's changing speed touches least.</summary>
    public void Print(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("| what | unit | other | this | this / other |");
        writer.WriteLine("|---|---|--:|--:|--:|");
        foreach (var rounds in _pairs.GroupBy(pair => (pair.What, pair.Unit)))
        {
            var (other, mine) = (Median(rounds.Select(pair => pair.Other)), Median(rounds.Select(pair => pair.This)));
            var ratio = Median(rounds.Select(pair => pair.This / Math.Max(pair.Other, double.Epsilon)));
            writer.WriteLine($"| {rounds.Key.What} | {rounds.Key.Unit} | {Figure.Text(other)} | {Figure.Text(mine)} | {Figure.Text(ratio)} |");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
