using System.Text;
using Bridges.Storage;

namespace Bridges.Core.JournalRows;

/// <summary>What the homeserver sent as an event and is none, as it stands in the journal.</summary>
internal static class UnreadableEvents
{
    public const string Lane = "unreadable";

    /// <summary>What was wrong with it.</summary>
    public static string WhyOf(JournalRow row) =>
        Encoding.UTF8.GetString(row.Payload.Span[..Math.Max(row.Payload.Span.IndexOf((byte)'\n'), 0)]);
}
