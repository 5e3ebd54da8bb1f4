namespace Bridges.Chaos.Tests.Check;

/// <summary>What became of one chat.</summary>
/// <param name="Counts">How many there are of what, in the table's order.</param>
internal sealed record ChatReport(string Name, IReadOnlyList<(string What, int Count)> Counts, IReadOnlyList<string> Faults)
{
    public static string Table(IReadOnlyList<ChatReport> reports)
    {
        var names = reports[0].Counts.Select(count => count.What).Append("faults");
        var sums = reports.Select(CellsOf).Aggregate((sum, cells) => [.. sum.Zip(cells, (one, other) => one + other)]);
        return string.Join('\n', [Row("chat", names), .. reports.Select(report => Row(report.Name, CellsOf(report))), Row("all", sums)]);
    }

    private static int[] CellsOf(ChatReport report) => [.. report.Counts.Select(count => count.Count), report.Faults.Count];

    private static string Row<T>(string name, IEnumerable<T> cells) => $"{name,-28}" + string.Concat(cells.Select(cell => $"{cell,12}"));
}
