namespace Bridges.Storage;

/// <summary>By its source key, what came in is known again and found.</summary>
public static class JournalKeys
{
    private const string Event = "e:";

    public static string OfEvent(string eventId) => Event + eventId;

    /// <summary>The Matrix event that a key is of; null for every other.</summary>
    internal static string? EventOf(string? sourceKey) => sourceKey?.StartsWith(Event, StringComparison.Ordinal) == true ? sourceKey[Event.Length..] : null;
}
