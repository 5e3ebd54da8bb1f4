using System.Data.Common;

namespace Bridges.Chaos.Tests.Databases;

/// <summary>Rows as lines of text.</summary>
internal static class Rows
{
    public static async Task<IReadOnlyList<string>> ReadAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column))));
        }

        return lines;
    }
}
