namespace Bridges.Benchmarks;

/// <summary>Prints the table, a row as soon as it is known.</summary>
internal sealed class BenchmarkReport(TextWriter writer)
{
    public void Begin(string machine)
    {
        writer.WriteLine(machine);
        writer.WriteLine();
        writer.WriteLine("| where | what | figures | bounded by |");
        writer.WriteLine("|---|---|---|---|");
    }

    /// <param name="where">The database, or the build.</param>
    public void Add(string where, Measurement row)
    {
        writer.WriteLine($"| {where} | {row.What} | {string.Join("; ", row.Figures)} | {row.BoundBy} |");
        writer.Flush();
    }

    public void Add(string where, IEnumerable<Measurement> rows)
    {
        foreach (var row in rows)
        {
            Add(where, row);
        }
    }
}
