using System.Globalization;

namespace Bridges.Family.Tests.Faults;

/// <summary>Where a process listens, as Linux tells it.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>Its TCP ports; none where it is gone.</summary>
    public static IReadOnlyList<int> Of(int process)
    {
        try
        {
            var sockets = new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return [.. File.ReadLines($"/proc/{process}/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns[3] == Listening && sockets.Contains($"socket:[{columns[9]}]"))
                .Select(columns => int.Parse(columns[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
