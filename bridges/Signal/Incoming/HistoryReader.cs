using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Text;

namespace Bridges.Signal.Incoming;

/// <summary>From the lines of a history to messages of the host.</summary>
internal sealed class HistoryReader(AccountId account, bool showCalls)
{
    /// <summary>Everybody whose name is shown.</summary>
    public static IEnumerable<string> Named(JsonElement line) => BodyRangeReader.Mentioned(line).Concat(HistoryUpdates.Named(line)).Distinct(StringComparer.Ordinal);

    /// <summary>Null where nothing would be shown.</summary>
    public RemoteMessage? Read(JsonElement line, Func<string, string> nameOf) =>
        line.Text("kind") == "update" ? HistoryUpdates.Read(line, account, showCalls, nameOf) : MessageReader.Read(line, account, nameOf);
}
