using System.Globalization;

namespace Bridges.Benchmarks;

/// <summary>Prints the table, a row as soon as it is known.</summary>
internal sealed class BenchmarkReport(TextWriter writer)
{
    private Throughput? _ceiling;

    public void Begin(string machine)
    {
        writer.WriteLine(machine);
        writer.WriteLine();
        writer.WriteLine("| database   | what                                                |      per second | of stub alone | CPU s per 10,000 |");
        writer.WriteLine("|------------|-----------------------------------------------------|----------------:|--------------:|-----------------:|");
    }

    /// <summary>Adds the row that those which follow are compared with.</summary>
    public void CompareWith(Throughput ceiling)
    {
        _ceiling = ceiling;
        Add("stub alone", ceiling);
    }

    public void Add(string database, Throughput row)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {database,-10} | {row.Name,-51} | {row.PerSecond,15:#,0} | {row.PerSecond / _ceiling!.PerSecond,13:0.00} | {row.CpuSecondsPer10000,16:0.0} |"));
    }

    public void Add(string database, string text) => writer.WriteLine($"| {database,-10} | {text,-51} | | | |");

    public void Add(string database, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(database, text);
        }
    }
}
