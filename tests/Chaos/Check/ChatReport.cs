namespace Bridges.Chaos.Tests.Check;

/// <summary>What became of one chat.</summary>
/// <param name="ToMatrix">Messages that stand on Telegram and were written there.</param>
/// <param name="ToTelegram">Messages that stand in the room and were written there.</param>
/// <param name="Told">Authors' events that were answered with "was not sent".</param>
internal sealed record ChatReport(
    string Name, int ToMatrix, int ToTelegram, int Edited, int Deleted, int Replies, int Pictures, int Reactions, int Told, IReadOnlyList<string> Faults)
{
    public static string Table(IReadOnlyList<ChatReport> reports)
    {
        var lines = reports.Select(report => Row(
            report.Name, report.ToMatrix, report.ToTelegram, report.Edited, report.Deleted, report.Replies, report.Pictures, report.Reactions, report.Told, report.Faults.Count));
        var sum = Row(
            "all", reports.Sum(report => report.ToMatrix), reports.Sum(report => report.ToTelegram), reports.Sum(report => report.Edited),
            reports.Sum(report => report.Deleted), reports.Sum(report => report.Replies), reports.Sum(report => report.Pictures), reports.Sum(report => report.Reactions), reports.Sum(report => report.Told), reports.Sum(report => report.Faults.Count));
        return string.Join('\n', [Row("chat", "to Matrix", "to Telegram", "edited", "deleted", "replies", "pictures", "reactions", "told", "faults"), .. lines, sum]);
    }

    private static string Row(string name, params object[] cells) => $"{name,-28}" + string.Concat(cells.Select(cell => $"{cell,12}"));
}
