using System.Data.Common;

namespace Bridges.Storage;

/// <summary>Reads questions whose answers are texts.</summary>
internal static class CommandTexts
{
    public static async Task<IReadOnlyList<string>> TextsAsync(this DbCommand command, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
